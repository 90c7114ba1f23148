/// Decides when the next request to a service may be sent.
///
/// It is pure: it receives the time, in seconds on a clock that never goes back, and the outcome of each request. Three
/// things delay a request: a pause that the service asked for, the window of requests in progress, and rates of
/// requests and tokens. Rates are set, stated by the service, or learned from its refusals.
struct PacingPolicy: Sendable {
    /// A request that was admitted.
    struct Ticket: Sendable, Hashable {
        /// The number of the request. The first one is 1.
        let number: Int
        /// The estimated cost in tokens.
        let tokens: Int
        let sentAt: Double
    }

    enum Decision: Sendable, Hashable {
        case send(Ticket)
        /// Ask again at this time, or when a request has ended.
        case later(Double)
        /// Ask again when a request has ended.
        case full
    }

    /// The reaction of the service to a request.
    enum Reply: Sendable, Hashable {
        case taken(RateHints)
        /// It asks to slow down (429).
        case refused(RateHints)
        /// It is too busy or cannot be reached (503 and similar, no connection, no reply in time).
        case overloaded(RateHints)
    }

    private var window: ConcurrencyWindow
    private var requests = RateBucket()
    private var tokens = RateBucket()
    private var requestRate: StatedRate
    private var tokenRate: StatedRate
    private var learned = LearnedRate()
    private var resumption = -Double.infinity
    private var sent = 0
    private var underWay = 0
    /// The number of the last request before the last refusal. Refusals of requests up to it bring no news.
    private var lastSentBefore = 0
    /// The refusals in a row that did not say when to return.
    private var vagueRefusals = 0

    private(set) var refusals = 0

    /// In seconds: the first and the longest pause after a refusal that gives none, and the longest pause that a
    /// service may ask for.
    private static let firstPause = 0.5
    private static let longestPause = 4.0
    private static let longestAsked = 3600.0

    init(_ limits: PacingLimits) {
        window = ConcurrencyWindow(maximum: limits.concurrency)
        requestRate = StatedRate(perMinute: limits.requestsPerMinute)
        tokenRate = StatedRate(perMinute: limits.tokensPerMinute)
    }

    /// Decides whether a request of about this many tokens may be sent now.
    mutating func admit(tokens cost: Int, at now: Double) -> Decision {
        guard now >= resumption else { return .later(resumption) }
        guard underWay < window.places else { return .full }
        requests.fill(to: now, rate: rate(at: now))
        tokens.fill(to: now, rate: tokenRate.rate)
        let wait = max(requests.wait(for: 1), tokens.wait(for: Double(cost)))
        guard wait <= 0 else { return .later(now + wait) }
        requests.pay(1)
        tokens.pay(Double(cost))
        sent += 1
        underWay += 1
        learned.send(sent, at: now)
        return .send(Ticket(number: sent, tokens: cost, sentAt: now))
    }

    /// Records that the reply to a request has begun or will not come.
    mutating func note(_ reply: Reply, to ticket: Ticket, at now: Double) {
        switch reply {
        case .taken(let hints):
            vagueRefusals = 0
            learn(from: hints)
            window.answered(
                after: now - ticket.sentAt,
                at: now,
                request: ticket.number,
                sent: sent,
                inFlight: underWay
            )
        case .refused(let hints):
            refusals += 1
            refuse(ticket, hints, at: now)
        case .overloaded(let hints):
            window.refused(request: ticket.number, sent: sent)
            if let asked = hints.retryAfter {
                pause(asked, at: now)
                window.restart()
            }
        }
    }

    /// Records that a request has ended, because its reply is complete or it was given up.
    /// - Parameter tokens: its cost, if the service reported it.
    mutating func leave(_ ticket: Ticket, tokens cost: Int? = nil) {
        underWay -= 1
        if let cost { tokens.refund(Double(ticket.tokens - cost)) }
    }

    /// Returns the rate in requests a second; infinite if no limit is known.
    func rate(at now: Double) -> Double { min(requestRate.rate, learned.rate(at: now)) }

    /// Returns the current state for people.
    func status(at now: Double) -> PacingStatus {
        let rate = rate(at: now)
        return PacingStatus(
            underWay: underWay,
            places: window.places,
            requestsPerMinute: rate.isFinite ? rate * 60 : nil,
            secondsToResumption: resumption > now ? resumption - now : nil,
            refusals: refusals
        )
    }

    private mutating func learn(from hints: RateHints) {
        requestRate.learn(from: hints.requests)
        tokenRate.learn(from: hints.tokens)
        if let remaining = hints.requests.remaining { requests.cap(at: remaining) }
        if let remaining = hints.tokens.remaining { tokens.cap(at: remaining) }
    }

    private mutating func refuse(_ ticket: Ticket, _ hints: RateHints, at now: Double) {
        learn(from: hints)
        let isNews = ticket.number > lastSentBefore
        window.refused(request: ticket.number, sent: sent)
        if isNews {
            lastSentBefore = sent
            if hints.retryAfter == nil { vagueRefusals += 1 }
        }
        pause(hints.retryAfter ?? vaguePause(hints), at: now)
        learned.refuse(ticket.number, isNews: isNews, sent: sent, at: now, until: resumption)
        if isNews, !rate(at: resumption).isFinite { window.restart() }
    }

    /// Returns a pause that doubles from refusal to refusal, but ends when the limit of the service is whole again.
    private func vaguePause(_ hints: RateHints) -> Double {
        let doubled = min(Self.firstPause * Double(1 << min(max(0, vagueRefusals - 1), 10)), Self.longestPause)
        let resets = [hints.requests, hints.tokens].filter { $0.remaining == 0 }.compactMap(\.reset).filter { $0 > 0 }
        return min(doubled, resets.max() ?? doubled)
    }

    private mutating func pause(_ seconds: Double, at now: Double) {
        resumption = max(resumption, now + min(seconds, Self.longestAsked))
        requests.restart(at: resumption)
        tokens.restart(at: resumption)
    }
}
