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
