/// A token bucket: credit grows with time, and requests are paid from it (Turner, "New directions in communications",
/// 1986).
///
/// The bucket holds 0.6 s of its rate, at least one unit. With a rate of 98% of a limit, no minute sees more than 99%
/// of it. That keeps within fixed and sliding windows and within small buckets, and leaves 1% for delays in the
/// network.
struct RateBucket: Sendable {
    /// The share of a limit that is used.
    static let share = 0.98
    private static let secondsHeld = 0.6

    /// Units a second; infinite for no limit.
    private var rate = Double.infinity
    private var credit = 0.0
    private var filledAt = -Double.infinity

    private var capacity: Double { max(1, rate * Self.secondsHeld) }

    /// Adds the credit of the time up to `now`, at `rate` units a second.
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

    /// Returns the seconds until `cost` can be paid. A cost above the capacity is paid from a full bucket and leaves a
    /// debt.
    func wait(for cost: Double) -> Double {
        guard rate.isFinite else { return 0 }
        // Credit that is short by a rounding error would wake its waiter just too early, again and again.
        let missing = min(cost, capacity) - credit
        return missing > 1e-9 ? missing / rate : 0
    }

    mutating func pay(_ cost: Double) {
        if rate.isFinite { credit -= cost }
    }

    /// Gives back an excess payment. A negative cost takes more.
    mutating func refund(_ cost: Double) {
        if rate.isFinite { credit = min(capacity, credit + cost) }
    }

    /// Limits the credit to `remaining`, the number of units that the service still accepts.
    mutating func cap(at remaining: Double) {
        credit = min(credit, remaining)
    }

    /// Sets the credit to one unit at `moment`. After a pause one request goes first, and the others follow at the
    /// rate.
    mutating func restart(at moment: Double) {
        credit = 1
        filledAt = max(filledAt, moment)
    }
}
