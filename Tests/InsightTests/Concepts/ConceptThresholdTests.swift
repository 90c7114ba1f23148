import TestSupport
import Testing

@testable import Insight

@Suite struct ConceptThresholdTests {
    /// Scores of `count` texts, of which a share lies around 1 and the others around 0.
    private func scores(share: Double, count: Int = 1_000) -> (scores: [Float], matching: Int) {
        var random = SeededRandom(seed: 1)
        func noise() -> Float { (0..<6).reduce(Float(-3)) { sum, _ in sum + Float.random(in: 0...1, using: &random) } }
        let matching = Int(share * Double(count))
        let values = (0..<count).map { ($0 < matching ? 1 : 0) + 0.08 * noise() }
        return (StandardScores.of(values), matching)
    }

    @Test(
        "concepts that few or many texts express are cut off between the two kinds",
        arguments: [0.02, 0.05, 0.1, 0.2, 0.4]
    )
    func shares(_ share: Double) {
        let (scores, matching) = scores(share: share)
        let threshold = ConceptThreshold.automatic(for: scores)
        #expect(scores.prefix(matching).allSatisfy { $0 >= threshold })
        #expect(scores.dropFirst(matching).allSatisfy { $0 < threshold })
    }

    @Test("where nothing stands out, next to nothing is selected")
    func nothing() {
        let (scores, _) = scores(share: 0)
        #expect(ConceptThreshold.automatic(for: scores) == 3.5)
        #expect(ConceptThreshold.automatic(for: []) == 3.5)
        #expect(ConceptThreshold.automatic(for: [0, 0, 0]) == 3.5)
        #expect(ConceptThreshold.automatic(for: StandardScores.of([7])) == 3.5)
    }

    @Test("answers move the threshold between the texts that they separate, and no further than they say")
    func answers() {
        let answers: [(score: Float, isMatch: Bool)] = [(4, true), (3, true), (2.5, false), (2, false)]
        #expect(ConceptThreshold.fitted(to: answers, current: 3.5) == 2.75)
        #expect(ConceptThreshold.fitted(to: answers, current: 2.8) == 2.8)
        #expect(ConceptThreshold.fitted(to: [(3, true), (2, true)], current: 3.5) == 2)
        #expect(ConceptThreshold.fitted(to: [(4, false), (5, false)], current: 3.5) > 5)
        #expect(ConceptThreshold.fitted(to: [], current: 3.1) == 3.1)
        // One answer against three others does not decide.
        #expect(ConceptThreshold.fitted(to: answers + [(1, true)], current: 2.75) == 2.75)
    }
}
