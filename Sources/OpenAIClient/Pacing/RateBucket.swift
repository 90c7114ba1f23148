/// A token bucket: credit grows with time, and what is sent is paid from it (Turner, "New directions in communications", 1986).
///
/// It holds 0.6 s of its rate, at least one piece. Together with a rate of 98% of a limit, no minute then sees more than
/// 99% of it, which keeps within fixed and sliding windows and within small buckets alike, and leaves 1% for what the
/// network shifts.
struct RateBucket: Sendable {
    /// Share of a limit that is used.
    static let share = 0.98
    private static let secondsHeld = 0.6

    /// Pieces a second; infinite for no limit.
    private var rate = Double.infinity
    private var credit = 0.0
    private var filledAt = -Double.infinity

    private var capacity: Double { max(1, rate * Self.secondsHeld) }

    /// Brings the credit up to `now`, at `rate` pieces a second.
    mutating func fill(to now: Double, rate: Double) {
        defer { self.rate = rate }
        guard rate.isFinite else { return }
        guard self.rate.isFinite else {
            credit = 1
            filledAt = max(filledAt, now)
            return
        }
        guard now > filledAt else { return }
        credit = min(max(1, rate * Self.secondsHeld), credit + rate * (now - filledAt))
        filledAt = now
    }

    /// Seconds until `cost` can be paid. What costs more than the bucket holds goes out of a full one, and leaves a debt.
    func wait(for cost: Double) -> Double {
        guard rate.isFinite else { return 0 }
        // A credit short by a rounding error would have its owner wake up just too early, again and again.
        let missing = min(cost, capacity) - credit
        return missing > 1e-9 ? missing / rate : 0
    }

    mutating func pay(_ cost: Double) {
        if rate.isFinite { credit -= cost }
    }

    /// Gives back what was paid too much; negative where it was too little.
    mutating func refund(_ cost: Double) {
        if rate.isFinite { credit = min(capacity, credit + cost) }
    }

    /// Holds no more than `remaining`, for that is what the service would still take.
    mutating func cap(at remaining: Double) {
        credit = min(credit, remaining)
    }

    /// Holds one piece at `moment`, and grows from then on: after a pause one goes ahead, and the others follow in time.
    mutating func restart(at moment: Double) {
        credit = 1
        filledAt = max(filledAt, moment)
    }
}
