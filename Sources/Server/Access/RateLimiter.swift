import Synchronization

/// Limits how often something happens, by name: a token bucket for each (Turner, "New directions in communications",
/// 1986).
final class RateLimiter: Sendable {
    /// How much is allowed: `burst` at once, and `perSecond` from then on.
    struct Limit: Sendable, Hashable {
        let burst: Double
        let perSecond: Double

        static func perMinute(_ count: Int) -> Limit { Limit(burst: Double(count), perSecond: Double(count) / 60) }
    }

    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
        /// The time after which the bucket is full and need not be remembered.
        var fullAt: ContinuousClock.Instant
    }

    /// Names that are remembered. Above that, full buckets are forgotten, then all.
    private let capacity: Int
    private let now: @Sendable () -> ContinuousClock.Instant
    private let buckets = Mutex<[String: Bucket]>([:])

    init(capacity: Int = 100_000, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.capacity = capacity
        self.now = now
    }

    /// Counts one more of `name`. Returns nil if it is allowed, else the whole seconds until the next one is.
    func wait(for name: String, _ limit: Limit) -> Int? {
        let now = now()
        return buckets.withLock { buckets in
            if buckets.count >= capacity { Self.forget(&buckets, now) }
            var bucket = buckets[name] ?? Bucket(tokens: limit.burst, at: now, fullAt: now)
            let earned = (now - bucket.at) / .seconds(1) * limit.perSecond
            bucket.tokens = min(limit.burst, bucket.tokens + earned)
            bucket.at = now
            let isAllowed = bucket.tokens >= 1
            if isAllowed { bucket.tokens -= 1 }
            bucket.fullAt = now + .seconds((limit.burst - bucket.tokens) / max(limit.perSecond, .leastNormalMagnitude))
            buckets[name] = bucket
            return isAllowed ? nil : max(1, Int(((1 - bucket.tokens) / limit.perSecond).rounded(.up)))
        }
    }

    private static func forget(_ buckets: inout [String: Bucket], _ now: ContinuousClock.Instant) {
        let count = buckets.count
        buckets = buckets.filter { $0.value.fullAt > now }
        // Sorting out costs as much as it forgets, so that it must forget enough.
        if buckets.count > count * 3 / 4 { buckets.removeAll() }
    }
}
