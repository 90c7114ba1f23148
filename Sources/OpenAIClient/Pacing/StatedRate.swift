/// A limit that the settings or the service state, in units a second.
struct StatedRate: Sendable {
    /// The limit of the settings.
    private let set: Double
    /// The limit of the service.
    private var stated = Double.infinity
    /// The period of the service's limit in seconds, as far as its resets show it.
    private var period = 0.0

    private static let minute = 60.0

    init(perMinute: Int?) {
        set = perMinute.map { Double(max(1, $0)) / Self.minute } ?? .infinity
    }

    /// The rate that is used.
    var rate: Double { min(set, stated) * RateBucket.share }

    /// Takes over the limit that a reply states.
    ///
    /// Services do not state the period of a limit. It is taken for a minute, unless the limit is whole again so soon
    /// that the period must be shorter. A longer period, such as a day, allows a minute too much, which shows in a
    /// refusal once the limit is used up.
    mutating func learn(from allowance: RateHints.Allowance) {
        guard let limit = allowance.limit, limit > 0 else { return }
        if let reset = allowance.reset, let remaining = allowance.remaining, remaining < limit {
            // A bucket refills evenly. A window resets all at once, so this estimate is too long except at the end of a
            // window.
            period = min(Self.minute, max(period, reset * limit / (limit - remaining)))
        }
        stated = limit / (period > 0 ? max(1, period) : Self.minute)
    }
}
