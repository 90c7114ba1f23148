import Foundation

/// The rate that a service takes, found out from its refusals.
///
/// Between two moments at which a service had nothing left to give, what it took is its limit times the time between, whether
/// it counts in fixed windows, in sliding ones or with a bucket that refills. So with each refusal the requests that were
/// taken in about a minute up to the end of its pause, divided by that time, are the rate. From 98% of it the rate
/// grows as a cube of time, slowly up to the rate that was found and faster beyond it, until the next refusal: within two
/// minutes it is double (after CUBIC, RFC 9438, 4.1, and the adaptive mode of the AWS SDKs).
struct LearnedRate: Sendable {
    /// A moment, with how many requests had been sent by then, and how many of these were refused.
    private struct Mark {
        var time: Double
        let sent: Int
        var refused: Int
        /// The end of a pause.
        let isResumption: Bool
    }

    /// Fewer requests than this prove no rate.
    private static let evidence = 8
    /// Seconds over which is measured: the minute in which limits are given, so that a burst before it does not count.
    private static let minute = 60.0
    private static let markEvery = 5.0
    /// Seconds until the rate that was found is reached again.
    private static let returning = 30.0

    private var marks: [Mark] = []
    private var refused = 0
    /// Requests a second that were found, when, and the rate in force before.
    private var base = Double.infinity
    private var since = 0.0
    private var before = Double.infinity

    /// Requests a second; infinite while nothing is known.
    func rate(at now: Double) -> Double {
        guard base.isFinite else { return base }
        let way = max(0, now - since) / Self.returning
        return base * (RateBucket.share + (1 - RateBucket.share) * way * way * way)
    }

    /// The request with this number is sent.
    mutating func send(_ request: Int, at now: Double) {
        guard marks.last.map({ now - $0.time >= Self.markEvery }) ?? true else { return }
        marks.append(Mark(time: now, sent: request - 1, refused: refused, isResumption: false))
        // One mark older than a minute stays, to measure from.
        marks.removeFirst(marks.lastIndex { $0.time <= now - Self.minute } ?? 0)
    }

    /// A request was refused, and nothing is sent before `resumption`.
    /// - Parameters:
    ///   - isNews: it was sent after the refusals that are known; else it belongs to them.
    ///   - sent: requests sent so far.
    mutating func refuse(_ request: Int, isNews: Bool, sent: Int, at now: Double, until resumption: Double) {
        if isNews {
            before = rate(at: now)
            marks.append(Mark(time: resumption, sent: sent, refused: refused, isResumption: true))
        } else if let last = marks.lastIndex(where: \.isResumption) {
            marks[last].time = max(marks[last].time, resumption)
        }
        refused += 1
        for index in marks.indices where marks[index].sent >= request { marks[index].refused += 1 }
        since = resumption
        base = min(before, found(at: resumption, sent: sent) ?? before)
    }

    /// Requests a second that were taken up to `resumption`, which is the last mark; nil where they prove nothing.
    private func found(at resumption: Double, sent: Int) -> Double? {
        let earlier = marks.dropLast()
        let start =
            earlier.last { $0.time <= resumption - Self.minute } ?? earlier.first(where: \.isResumption)
            ?? earlier.first
        guard let start, resumption > start.time else { return nil }
        let taken = (sent - start.sent) - (refused - start.refused)
        return taken >= Self.evidence ? Double(taken) / (resumption - start.time) : nil
    }
}
