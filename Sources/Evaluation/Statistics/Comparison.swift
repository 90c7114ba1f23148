/// Two configurations on the same questions by one measure, question by question.
package struct Comparison: Sendable, Hashable, Codable {
    /// A question on which the two differ.
    package struct Difference: Sendable, Hashable, Codable {
        /// The question as it was asked.
        package let question: String
        /// Value of the earlier configuration.
        package let before: Double
        /// Value of the later configuration.
        package let after: Double
    }

    /// Name of the measure.
    package let metric: String
    /// Mean of the earlier configuration.
    package let before: Estimate
    /// Mean of the later configuration.
    package let after: Estimate
    /// Mean of the differences by question, which is more precise than the difference of the means.
    package let gain: Estimate
    /// Probability of a mean difference at least this large if both were equally good (paired randomisation test,
    /// Smucker, Allan and Carterette, 2007).
    package let chance: Double
    /// Questions that improved, largest change first.
    package let better: [Difference]
    /// Questions that got worse, largest change first.
    package let worse: [Difference]

    private static let permutations = 5_000

    /// Compares values by question. `questions`, `before` and `after` have the same order and length.
    package init(by measure: String, questions: [String], before: [Double], after: [Double]) {
        metric = measure
        self.before = Estimate(of: before)
        self.after = Estimate(of: after)
        let gains = zip(before, after).map { $1 - $0 }
        gain = Estimate(of: gains)
        chance = Self.chance(of: gains)
        let differences = zip(questions, zip(before, after)).map {
            Difference(question: $0, before: $1.0, after: $1.1)
        }
        better = differences.filter { $0.after > $0.before }.sorted { $0.after - $0.before > $1.after - $1.before }
        worse = differences.filter { $0.after < $0.before }.sorted { $0.after - $0.before < $1.after - $1.before }
    }

    private static func chance(of gains: [Double]) -> Double {
        let gains = gains.filter { $0 != 0 }
        guard !gains.isEmpty else { return 1 }
        let seen = abs(gains.reduce(0, +)) - 1e-12
        var random = SplitMix64(seed: UInt64(gains.count))
        let asLarge = (0..<permutations).count { _ in
            abs(gains.reduce(0) { $0 + (random.next() & 1 == 0 ? $1 : -$1) }) >= seen
        }
        return Double(asLarge + 1) / Double(permutations + 1)
    }
}
