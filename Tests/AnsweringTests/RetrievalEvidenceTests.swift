import RAGCore
import Testing

@testable import Answering

@Suite struct RetrievalEvidenceTests {
    private func evidence(_ scores: [Float]) -> RetrievalEvidence {
        RetrievalEvidence(question: "保修多久？", nearest: [], scores: scores, keywordCoverage: nil)
    }

    @Test("prominence is the distance of the best cosine to the others from the eleventh on, in standard deviations")
    func prominence() {
        // Mean 0.5, standard deviation 0.1.
        let others: [Float] = [0.6, 0.6, 0.6, 0.6, 0.6, 0.4, 0.4, 0.4, 0.4, 0.4]
        let found = evidence([Float](repeating: 0.9, count: 10) + others)
        #expect(abs((found.prominence ?? 0) - 4) < 0.001)
        #expect(found.topScore == 0.9)
    }

    @Test("there is no prominence with fewer than 20 hits or without variation")
    func none() {
        #expect(
            evidence([Float](repeating: 0.9, count: 10) + [0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6]).prominence
                == nil
        )
        #expect(evidence([Float](repeating: 0.5, count: 30)).prominence == nil)
        #expect(evidence([]).topScore == nil)
    }

    @Test("coverage is the share of the question's words in the first four passages of its language")
    func coverage() {
        func coverage(_ texts: [String]) -> Float? {
            RetrievalEvidence(question: "warranty period laptop", hits: texts.map { hit($0, title: "") }).coverage
        }
        #expect(coverage(["The warranty of a laptop"]) == Float(2) / 3)
        #expect(coverage(["a b", "c d", "e f", "warranty", "period laptop"]) == Float(1) / 3)
        #expect(coverage(["保修两年"]) == nil)
        #expect(coverage([]) == nil)
    }
}
