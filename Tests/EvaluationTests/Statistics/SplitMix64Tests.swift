import Testing

@testable import Evaluation

@Suite struct SplitMix64Tests {
    @Test("the numbers are those of the published algorithm")
    func numbers() {
        var random = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in random.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ]
        )
    }

    @Test("the interval and the chance of known values stay the same")
    func pinned() {
        let values = (0..<40).map { Double($0 % 5) / 4 }
        let estimate = Estimate(of: values)
        #expect(estimate.mean == 0.5)
        // The normal approximation: 1.96 · 0.354 / √40 = 0.11.
        #expect(abs(estimate.low - 0.39) < 0.012 && abs(estimate.high - 0.61) < 0.012)
        #expect(Estimate(of: [0.3]) == Estimate(of: [0.3]) && Estimate(of: [0.3]).low == 0.3)
        let questions = (0..<8).map(String.init)
        let gains = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, -0.5, -0.5]
        let comparison = Comparison(
            by: "m",
            questions: questions,
            before: Array(repeating: 0.5, count: 8),
            after: gains.map { 0.5 + $0 }
        )
        // At least 6 of 8 signs equal: 2 · (28 + 8 + 1) / 256.
        #expect(abs(comparison.chance - 0.289) < 0.02)
        #expect(comparison.better.count == 6 && comparison.worse.count == 2)
    }
}
