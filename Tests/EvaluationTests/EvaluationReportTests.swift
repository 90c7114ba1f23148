import Answering
import Foundation
import RAGCore
import Testing

@testable import Evaluation

@Suite struct EvaluationReportTests {
    private func judgement(_ id: String, isAnswerable: Bool, kind: String?, score: Float, documents: Int = 2)
        -> Judgement
    {
        var question = EvaluationCase(id: id, question: "question \(id)")
        question.isAnswerable = isAnswerable
        question.kind = kind
        question.facts = [ExpectedFact(["text 1"]), ExpectedFact(["nowhere"])].compactMap { $0 }
        question.grades = ["1.md": 1]
        let hits = (0..<documents).map { number in
            let chunk = Chunk(
                ordinal: 0,
                text: "text \(number)",
                headingPath: ["H"],
                range: 0..<1,
                lines: 3...4,
                language: .english
            )
            return SearchHit(
                chunkID: Int64(number),
                documentPath: "\(number).md",
                documentTitle: "T",
                chunk: chunk,
                score: score
            )
        }
        let retrieval = Retrieval(
            passages: hits.map { RankedPassage(hit: $0, score: $0.score) },
            evidence: RetrievalEvidence(question: question.question, hits: hits)
        )
        let policy = AnswerPolicy(.suiting(EmbeddingModel(name: "multilingual-e5-small-q4")))
        return Judgement(question, finding: .init(retrieval), policy: policy)
    }

    @Test("a report has means for all questions and for each group, and the values of each question")
    func report() throws {
        let run = EvaluationRun([
            judgement("a", isAnswerable: true, kind: nil, score: 0.99),
            judgement("b", isAnswerable: false, kind: "far", score: 0.1),
            judgement("c", isAnswerable: false, kind: "far", score: 0.99),
        ])
        let subject = EvaluationReport.Subject(cases: "s", configuration: "c", model: "m", documents: 1, chunks: 2)
        let measures = ["MRR@2", "facts@1", "facts@2", "declined", "answered"].compactMap { Measure($0) }
        let report = EvaluationReport(subject, run, measures: measures)
        #expect(report.questions == 3)
        #expect(report.metrics["declined"]?.mean == 0.5 && report.metrics["answered"]?.mean == 1)
        #expect(report.metrics["MRR@2"]?.mean == 0.5)
        #expect(report.metrics["facts@1"]?.mean == 0 && report.metrics["facts@2"]?.mean == 0.5)
        #expect(Array(report.groups.keys) == ["far"] && report.groups["far"]?["answered"] == nil)
        #expect(report.results.map(\.isDeclined) == [false, true, false])
        #expect(report.results[0].missingFacts == ["nowhere"])
        #expect(report.results[0].passages.map(\.isExpected) == [false, true])
        #expect(report.results[1].values == ["MRR@2": 0.5, "facts@1": 0, "facts@2": 0.5, "declined": 1])
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any]
        #expect(
            object?["cases"] as? String == "s" && object?["chunks"] as? Int == 2 && object?["documents"] as? Int == 1
        )
        #expect((object?["results"] as? [[String: Any]])?.count == 3)
    }

    @Test("at most ten passages of a question are reported")
    func shown() {
        let run = EvaluationRun([judgement("a", isAnswerable: true, kind: nil, score: 0.9, documents: 12)])
        let subject = EvaluationReport.Subject(cases: "s", configuration: "c", model: "m", documents: 1, chunks: 2)
        #expect(EvaluationReport(subject, run, measures: []).results[0].passages.count == 10)
        #expect(run.groups.isEmpty)
    }
}
