import Answering
import Foundation
import RAGCore
import Testing

@testable import Evaluation

@Suite struct SearchEvaluationTests {
    /// Finds the documents that the question names, two passages of each, with the given cosine.
    private struct Shelf: Retriever {
        let documents: [String]
        var cosine: Float = 0.9

        func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
            let hits = documents.filter(question.contains).enumerated().flatMap { place, path in
                (0..<2).map { hit(path, id: Int64(2 * place + $0)) }
            }
            return Retrieval(
                passages: hits.prefix(limit).map { RankedPassage(hit: $0, score: $0.score) },
                evidence: RetrievalEvidence(question: question, hits: hits)
            )
        }

        private func hit(_ path: String, id: Int64) -> SearchHit {
            let chunk = Chunk(
                ordinal: Int(id % 2),
                text: "\(path) costs 12 元",
                headingPath: ["Fees", "Part \(id % 2)"],
                range: 0..<1,
                lines: 1...1,
                language: .english
            )
            return SearchHit(chunkID: id, documentPath: path, documentTitle: path, chunk: chunk, score: cosine)
        }
    }

    private func judge(_ cases: [EvaluationCase], on shelf: Shelf = Shelf(documents: ["a.md", "b.md"])) async throws
        -> EvaluationRun
    {
        let policy = AnswerPolicy(.suiting(EmbeddingModel(name: "multilingual-e5-small-q4")))
        return try await SearchEvaluation(search: ConversationSearch(retriever: shelf), policy: policy)
            .run(cases, limit: 10)
    }

    private func question(_ text: String, _ change: (inout EvaluationCase) -> Void) -> EvaluationCase {
        var question = EvaluationCase(id: text, question: text)
        change(&question)
        return question
    }

    @Test("a document counts once, at the rank of its first passage")
    func documents() async throws {
        let run = try await judge([question("a.md or b.md") { $0.grades = ["b.md": 1] }])
        #expect(try run.values(of: #require(Measure("MRR@10"))) == [0.5])
        #expect(try run.values(of: #require(Measure("hit@1"))) == [0])
        #expect(try run.values(of: #require(Measure("hit@2"))) == [1])
        #expect(run.estimate(of: .declined) == nil, "nobody said whether it has an answer")
    }

    @Test(
        "a source is found by its path, part of it, or a heading, and counts at the rank of its first passage",
        arguments: [("b.md", 3.0), ("b.md#part 1", 4), ("#Part 1", 2), ("nowhere.md", 0), ("b.md#nothing", 0)]
    )
    func sources(source: String, rank: Double) async throws {
        let run = try await judge([question("a.md or b.md") { $0.sources = [source].compactMap(ExpectedSource.init) }])
        let expected = rank > 0 ? 1 / rank : 0
        #expect(try run.values(of: #require(Measure("MRR@10"))) == [expected])
        #expect(try run.values(of: #require(Measure("recall@10"))) == [rank > 0 ? 1 : 0], "one place is enough")
    }

    @Test("facts are searched in the first passages only, in any wording, and a number is not part of another")
    func facts() async throws {
        let run = try await judge([
            question("a.md or b.md") {
                $0.facts = [["B.md  costs"], ["２ 元"], ["free", "12 元"], ["a.md"]].compactMap(ExpectedFact.init)
            }
        ])
        #expect(run.values(of: .facts(depth: 10)) == [0.75])
        #expect(run.values(of: .facts(depth: 2)) == [0.5])
        #expect(run.judgements[0].missingFacts(2).map(\.description) == ["B.md  costs", "２ 元"])
    }

    @Test("a refusal is right or wrong by what the case says")
    func declining() async throws {
        let cases = [
            question("a.md") { $0.isAnswerable = true }, question("b.md") { $0.isAnswerable = false },
            question("nothing") { $0.isAnswerable = false }, question("nor this") { $0.isAnswerable = true },
        ]
        let run = try await judge(cases)
        #expect(run.values(of: .answered) == [1, 0])
        #expect(run.values(of: .declined) == [0, 1])
        let far = try await judge(cases, on: Shelf(documents: ["a.md", "b.md"], cosine: 0.1))
        #expect(far.values(of: .answered) == [0, 0])
    }

    @Test(
        "judgements have the order of the cases, groups are judged separately, and runs are compared by question"
    )
    func groups() async throws {
        let cases = (0..<20).map { number in
            question("a.md \(number)") {
                $0.grades = ["a.md": 1]
                $0.language = number < 5 ? .chinese : .english
            }
        }
        let run = try await judge(cases)
        #expect(run.judgements.map(\.case.id) == cases.map(\.id))
        #expect(run.groups.map(\.name) == ["en", "zh"])
        #expect(run.groups.map(\.run.judgements.count) == [15, 5])
        let measure = try #require(Measure("nDCG@10"))
        let worse = try await judge(cases, on: Shelf(documents: ["b.md"]))
        let comparison = try #require(run.compared(to: worse, by: measure))
        #expect(comparison.gain.mean == 1 && comparison.better.count == 20 && comparison.worse.isEmpty)
        #expect(run.compared(to: worse, by: .facts(depth: 4)) == nil)
    }

    @Test(
        "measures and floors are read from their names",
        arguments: [("NDCG@10", "nDCG@10"), ("facts@4", "facts@4"), ("Declined", "declined"), ("answered", "answered")]
    )
    func names(name: String, description: String) {
        #expect(Measure(name)?.description == description)
        #expect(Floor(name + "=0.9")?.value == 0.9)
    }

    @Test(
        "other texts are neither a measure nor a floor",
        arguments: ["", "facts", "facts@0", "declined@4", "hit@1=0.5"]
    )
    func noNames(name: String) {
        #expect(Measure(name) == nil)
        #expect(Floor(name) == nil || name == "hit@1=0.5")
        #expect(Floor("hit@1=1.5") == nil && Floor("hit@1") == nil)
    }
}
