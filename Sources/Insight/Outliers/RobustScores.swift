/// Scores in standard deviations from the median, where a part of the values may be anything.
enum RobustScores {
    /// The share of values below one standard deviation under the mean of a normal distribution.
    private static let tail = 0.1587

    /// Returns `values` in robust standard deviations from their median. The deviation is half the distance between the
    /// quantiles that enclose one standard deviation on both sides. Zeros if most values are equal.
    static func of(_ values: [Float]) -> [Float] {
        guard !values.isEmpty else { return [] }
        let sorted = values.sorted()
        func quantile(_ share: Double) -> Float {
            let place = share * Double(sorted.count - 1)
            let (low, high) = (Int(place), min(sorted.count - 1, Int(place) + 1))
            return sorted[low] + Float(place - Double(low)) * (sorted[high] - sorted[low])
        }
        let median = quantile(0.5)
        let deviation = (quantile(1 - tail) - quantile(tail)) / 2
        guard deviation > 1e-6 else { return values.map { _ in 0 } }
        return values.map { ($0 - median) / deviation }
    }
}
