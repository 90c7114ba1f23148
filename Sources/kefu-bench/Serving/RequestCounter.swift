import Foundation

/// Counts requests as a service does that takes so many a minute.
struct RequestCounter {
    let perMinute: Int
    private let kind: BatchServer.Kind
    /// Moments of the requests that count still, the earliest first; in seconds on a clock that never goes back.
    private var taken: ArraySlice<Double> = []
    private var level: Double
    private var filledAt = 0.0

    private var perSecond: Double { Double(perMinute) / 60 }

    init(_ kind: BatchServer.Kind, perMinute: Int) {
        self.kind = kind
        self.perMinute = perMinute
        level = Double(perMinute) / 60
    }

    /// Takes a request; where it is one too many, the seconds until one would be taken.
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
