import Foundation

/// A rate limiter that counts requests per minute, as a provider does.
struct RequestCounter {
    let perMinute: Int
    private let kind: BatchServer.Kind
    /// The times of the requests that still count, in seconds on a monotonic clock, earliest first.
    private var taken: ArraySlice<Double> = []
    private var level: Double
    private var filledAt = 0.0

    private var perSecond: Double { Double(perMinute) / 60 }

    init(_ kind: BatchServer.Kind, perMinute: Int) {
        self.kind = kind
        self.perMinute = perMinute
        level = Double(perMinute) / 60
    }

    /// Counts a request and returns nil, or returns the seconds to wait if the limit is reached.
    mutating func take(at now: Double) -> Double? {
        switch kind {
        case .fixed:
            let start = (now / 60).rounded(.down) * 60
            forget(before: start)
            guard taken.count < perMinute else { return start + 60 - now }
        case .sliding:
            forget(before: now - 60)
            guard taken.count < perMinute else { return (taken.first ?? now) + 60 - now }
        case .bucket:
            level = min(max(1, perSecond), level + perSecond * (now - filledAt))
            filledAt = now
            guard level >= 1 else { return (1 - level) / perSecond }
            level -= 1
            return nil
        }
        taken.append(now)
        return nil
    }

    private mutating func forget(before moment: Double) {
        while let first = taken.first, first < moment { taken.removeFirst() }
    }
}
