import Testing

@testable import Evaluation

@Suite struct ComparisonTests {
    @Test("the interval contains the mean, narrows with more questions, and is reproducible")
    func estimates() {
        let few = Estimate(of: [0, 1, 0, 1, 1, 0, 1, 0])
        let many = Estimate(of: (0..<800).map { Double($0 % 2) })
        #expect(few.mean == 0.5 && many.mean == 0.5)
        #expect(few.low < 0.5 && 0.5 < few.high)
        #expect(many.high - many.low < (few.high - few.low) / 3)
        // The normal approximation: 1.96 · 0.5 / √800 = 0.035.
        #expect(abs(many.high - 0.535) < 0.006 && abs(many.low - 0.465) < 0.006)
        #expect(Estimate(of: [0, 1, 0, 1, 1, 0, 1, 0]) == few)
        #expect(Estimate(of: []) == Estimate(of: [0]))
    }

    @Test("better and worse questions are listed, largest change first")
    func differences() {
        let comparison = Comparison(
            by: "nDCG@10",
            questions: ["a", "b", "c", "d"],
            before: [0.5, 0.2, 1, 0.4],
            after: [0.6, 0.9, 0.3, 0.4]
        )
        #expect(comparison.better.map(\.question) == ["b", "a"])
        #expect(comparison.worse.map(\.question) == ["c"])
        #expect(abs(comparison.gain.mean - 0.025) < 1e-9)
    }

    @Test(
        "a gain on every question has a low probability of chance, equal gains and losses and no difference a high one"
    )
    func chances() {
        let questions = (0..<20).map(String.init)
        let zeros = [Double](repeating: 0, count: 20)
        func chance(_ after: [Double]) -> Double {
            Comparison(by: "nDCG@10", questions: questions, before: zeros, after: after).chance
        }
        #expect(chance([Double](repeating: 0.1, count: 20)) < 0.001)
        #expect(chance((0..<20).map { $0 % 2 == 0 ? 0.1 : -0.1 }) > 0.5)
        #expect(chance(zeros) == 1)
    }
}
