/// A mean over questions with its 95% confidence interval, by the percentile bootstrap (Efron and Tibshirani, 1993, chapter 13):
/// what the mean could have been, had other questions of the same kind been asked.
package struct Estimate: Sendable, Hashable, Codable {
    package let mean: Double
    package let low: Double
    package let high: Double

    /// Resamples: more change the third digit of the interval no more.
    private static let resamples = 2_000

    /// The same values give the same interval. Zeros for none.
    package init(of values: [Double]) {
        guard !values.isEmpty else {
            (mean, low, high) = (0, 0, 0)
            return
        }
        mean = values.reduce(0, +) / Double(values.count)
        var random = SplitMix64(seed: UInt64(values.count))
        let means = (0..<Self.resamples).map { _ in
            var sum = 0.0
            for _ in values.indices { sum += values[Int(random.next(upperBound: UInt64(values.count)))] }
            return sum / Double(values.count)
        }.sorted()
        low = means[Self.resamples * 25 / 1_000]
        high = means[Self.resamples * 975 / 1_000 - 1]
    }
}

/// A small generator whose numbers are the same on every machine (Steele, Lea and Flood, 2014).
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
