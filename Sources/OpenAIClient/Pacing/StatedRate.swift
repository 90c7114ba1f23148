/// A limit as the settings or the service state it, in pieces a second.
struct StatedRate: Sendable {
    /// By the settings.
    private let set: Double
    /// By the service.
    private var stated = Double.infinity
    /// Seconds that the service's limit is for, as far as its resets tell.
    private var period = 0.0

    private static let minute = 60.0

    init(perMinute: Int?) {
        set = perMinute.map { Double(max(1, $0)) / Self.minute } ?? .infinity
    }

    /// What is used of it.
    var rate: Double { min(set, stated) * RateBucket.share }

    /// Takes what a reply says of the limit.
    ///
    /// Services do not say for what time it is. It is taken for a minute, unless it is whole again so soon that the time must be shorter;
    /// a longer one, such as a day, lets a minute have more than its share, and shows in a refusal once it is used up.
    mutating func learn(from allowance: RateHints.Allowance) {
        guard let limit = allowance.limit, limit > 0 else { return }
        if let reset = allowance.reset, let remaining = allowance.remaining, remaining < limit {
            // A bucket refills evenly; a window resets all at once, which makes this too long, save at its end.
            period = min(Self.minute, max(period, reset * limit / (limit - remaining)))
        }
        stated = limit / (period > 0 ? max(1, period) : Self.minute)
    }
}
