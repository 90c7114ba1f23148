import RAGCore
import Synchronization
import Testing

@testable import Answering

@Suite struct CorrectedRetrieverTests {
    /// Finds one passage for every question, and is as sure as told.
    private final class Library: Retriever {
        private let scores: [String: Float]
        private let languages: [String: Language]
        private let asked = Mutex<Set<String>>([])

        init(_ scores: [String: Float], unlike languages: [String: Language] = [:]) {
            self.scores = scores
            self.languages = languages
        }

        var questions: Set<String> { asked.withLock { $0 } }

        func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
            asked.withLock { _ = $0.insert(question) }
            let evidence = RetrievalEvidence(
                language: languages[question] ?? .chinese,
                topScore: scores[question] ?? 0.5,
                coverage: languages[question] == nil ? 0.5 : nil
            )
            return Retrieval(passages: [RankedPassage(hit: hit(question), score: 1)], evidence: evidence)
        }
    }

    private struct Corrector: QuestionCorrector {
        let corrections: [String: String]
        func correction(of question: String) async throws -> String? { corrections[question] }
    }

    private func retriever(_ library: Library, _ corrections: [String: String]) -> CorrectedRetriever {
        let calibration = Calibration.suiting(EmbeddingModel(name: "multilingual-e5-small-q4"))
        return CorrectedRetriever(library, by: Corrector(corrections: corrections), calibration: calibration)
    }

    @Test("the correction is searched for if it finds more, and the question as written otherwise")
    func better() async throws {
        let library = Library(["退货政策": 0.9, "退货政册": 0.8, "退货": 0.9, "退或": 0.95])
        let found = try await retriever(library, ["退货政册": "退货政策"]).retrieve("退货政册", limit: 3)
        #expect(found.correctedQuestion == "退货政策")
        #expect(found.hits.map(\.chunk.text) == ["退货政策"])
        #expect(found.evidence.topScore == 0.9)
        #expect(found.steps.last?.details == ["退货政策"])

        let kept = try await retriever(library, ["退或": "退货"]).retrieve("退或", limit: 3)
        #expect(kept.correctedQuestion == nil)
        #expect(kept.hits.map(\.chunk.text) == ["退或"])
    }

    @Test("pinyin counts as Chinese, however near its letters are to the passages")
    func languages() async throws {
        let library = Library(["怎么退货": 0.8, "zenme tuihuo": 0.99], unlike: ["zenme tuihuo": .english])
        let found = try await retriever(library, ["zenme tuihuo": "怎么退货"]).retrieve("zenme tuihuo", limit: 3)
        #expect(found.correctedQuestion == "怎么退货")
    }

    @Test("a question without a mistake is searched for once, in simplified characters and without blanks")
    func folded() async throws {
        let library = Library([:])
        let found = try await retriever(library, [:]).retrieve("怎 麼 退 貨", limit: 3)
        #expect(library.questions == ["怎么退货"])
        #expect(found.correctedQuestion == nil)
    }
}
