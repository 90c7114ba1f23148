/// A mean over questions with its 95% confidence interval by the percentile bootstrap (Efron and Tibshirani, 1993,
/// chapter 13): the range of means that other questions of the same kind would give.
package struct Estimate: Sendable, Hashable, Codable {
    /// The mean of the values.
    package let mean: Double
    /// Lower end of the interval.
    package let low: Double
    /// Upper end of the interval.
    package let high: Double

    /// Number of resamples; more change only the third digit of the interval.
    private static let resamples = 2_000

    /// Computes the estimate. Equal values give an equal interval; no values give zeros.
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
