import Foundation
import Testing

@testable import Evaluation

@Suite struct MeasureTests {
    @Test(
        "depths are from 1 to their limit",
        arguments: [
            ("facts@1", true), ("facts@100", true), ("facts@101", false), ("facts@0", false), ("recall@1000", true),
            ("recall@1001", false), ("declined@1", false), ("fact@3", false),
        ]
    )
    func limits(name: String, isMeasure: Bool) {
        #expect((Measure(name) != nil) == isMeasure)
    }

    @Test("the depth is that of the name, 1 for decisions")
    func depths() {
        #expect(["recall@5", "facts@7", "declined", "answered"].map { Measure($0)?.depth } == [5, 7, 1, 1])
    }

    @Test("a set with its own documents is measured as BEIR reports, another by what an answer is written from")
    func standard() {
        func names(_ corpus: URL?, _ change: (inout EvaluationCase) -> Void = { _ in }) -> [String] {
            var question = EvaluationCase(id: "q", question: "q")
            change(&question)
            return Measure.standard(for: CaseSet(name: "s", corpus: corpus, cases: [question]), passages: 4)
                .map(\.description)
        }
        #expect(names(URL(filePath: "/c")) == ["nDCG@10", "recall@5", "MRR@10", "hit@1"])
        #expect(names(nil) == ["hit@1", "hit@4", "MRR@4"])
        let all = names(nil) { ($0.isAnswerable, $0.facts) = (false, [ExpectedFact(["x"])].compactMap { $0 }) }
        #expect(all == ["hit@1", "hit@4", "MRR@4", "facts@4", "answered", "declined"])
        let one = CaseSet(name: "s", cases: [EvaluationCase(id: "q", question: "q")])
        #expect(Measure.standard(for: one, passages: 1).map(\.description) == ["hit@1", "MRR@1"])
    }

    @Test("a floor is a measure and a number from 0 to 1")
    func floors() {
        #expect(Floor("recall@5=0")?.value == 0 && Floor("recall@5=1")?.value == 1)
        #expect(Floor("recall@5=1.01") == nil && Floor("recall@5=-0.1") == nil && Floor("recall@5=") == nil)
        #expect(Floor("recall@5=0.5=1") == nil && Floor("x=0.5") == nil)
        #expect(Floor("NDCG@10=0.5")?.description == "nDCG@10=0.5")
    }
}
