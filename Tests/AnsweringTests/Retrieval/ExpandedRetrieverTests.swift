import RAGCore
import Synchronization
import Testing

@testable import Answering

@Suite struct ExpandedRetrieverTests {
    /// Finds passages by the words of the question and records the questions.
    private final class Library: Retriever {
        let shelves: [String: [Int64]]
        private let asked = Mutex<Set<String>>([])

        init(_ shelves: [String: [Int64]]) { self.shelves = shelves }

        var questions: Set<String> { asked.withLock { $0 } }

        func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
            asked.withLock { _ = $0.insert(question) }
            guard let found = shelves[question] else { throw RAGError(.unreachable, "The library is closed") }
            let passages = found.prefix(limit).map { passage($0, "\($0)") }
            let evidence = RetrievalEvidence(language: .english, topScore: question == "q" ? 0.9 : 0.1, coverage: nil)
            return Retrieval(passages: Array(passages), evidence: evidence)
        }
    }

    private struct Expander: QueryExpander {
        let name = "expanded"
        var texts: [String] = []
        var error: RAGError?
        func expand(_ question: String) async throws -> [String] {
            if let error { throw error }
            return texts
        }
    }

    private let library = Library(["q": [1, 2, 3], "r": [4, 2], "s": [4, 2, 5], "none": []])

    @Test("passages that several rankings put high come first, with the evidence of the question")
    func fused() async throws {
        let found = try await ExpandedRetriever(library, by: Expander(texts: ["r", "s"])).retrieve("q", limit: 4)
        #expect(found.hits.map(\.chunkID) == [2, 4, 1, 3])
        #expect(found.passages.map(\.vectorRank) == [2, nil, 1, 3])
        #expect(found.passages.allSatisfy { (0...1).contains($0.score) })
        #expect(found.evidence.topScore == 0.9)
        #expect(library.questions == ["q", "r", "s"])
        #expect(found.steps.last?.details == ["r", "s"])
    }

    @Test(
        "without further texts, or if the model or one of the searches fails, the question's own ranking stays",
        arguments: [
            ([], nil, 0), (["none"], nil, 0), ([], RAGError(.timedOut, "too late"), 1), (["r", "closed"], nil, 1),
        ] as [([String], RAGError?, Int)]
    )
    func plain(texts: [String], error: RAGError?, notices: Int) async throws {
        let expander = Expander(texts: texts, error: error)
        let found = try await ExpandedRetriever(library, by: expander).retrieve("q", limit: 2)
        #expect(found.hits.map(\.chunkID) == [1, 2])
        #expect(found.notices.count == notices)
    }

    @Test("a failed search for the question is an error, whatever the model returns")
    func closed() async {
        await #expect(throws: RAGError.self) {
            _ = try await ExpandedRetriever(library, by: Expander(texts: ["r"])).retrieve("closed", limit: 2)
        }
    }

    @Test("a passage that leads every ranking has the score 1")
    func best() {
        let fused = RankFusion.fused([[passage(1, "a"), passage(2, "b")], [passage(1, "a")]])
        #expect(fused.map(\.hit.chunkID) == [1, 2])
        #expect(abs((fused.first?.score ?? 0) - 1) < 1e-6)
        #expect(RankFusion.fused([]).isEmpty)
        #expect(RankFusion.fused([[], []]).isEmpty)
    }

    @Test(
        "the lines of a model become wordings, except those that cannot be one",
        arguments: [
            ("1. 退货的运费谁出?\n2、退货要付邮费吗\n\n3) 退货邮费标准", ["退货的运费谁出?", "退货要付邮费吗", "退货邮费标准"]),
            (
                "Here are some queries:\n- \"Who pays return shipping?\"\n* return shipping cost",
                ["Who pays return shipping?", "return shipping cost"]
            ),
            ("运费多少?\n运费 多少\n運費\n邮费\n快递费", ["运费 多少", "運費", "邮费"]), ("***\n1.\n—", []), ("", []),
            (String(repeating: "很长的一行", count: 100), []), ("2026 年的运费", ["2026 年的运费"]),
        ] as [(String, [String])]
    )
    func wordings(reply: String, expected: [String]) {
        #expect(QueryVariants.wordings(in: reply, besides: "运费多少？", count: 3) == expected)
    }

    @Test("variants and invented passages come from the model in the language of the question")
    func model() async throws {
        let prompts = try PromptLibrary(folder: PromptLibraryTests.shipped)
        let variants = QueryVariants(model: SayingModel(reply: "邮费\n快递费"), prompts: prompts, count: 2)
        #expect(try await variants.expand("运费多少?") == ["邮费", "快递费"])
        let invented = HypotheticalPassage(model: SayingModel(reply: " 运费为 12 元。\n"), prompts: prompts)
        #expect(try await invented.expand("运费多少?") == ["运费为 12 元。"])
        let silent = HypotheticalPassage(model: SayingModel(reply: " …\n"), prompts: prompts)
        #expect(try await silent.expand("运费多少?").isEmpty)
        for language in Language.allCases {
            let text = prompts.text(.queryVariants, language, ["question": "A<B?", "count": "3"])
            #expect(text.contains("A<B?") && text.contains("3"))
        }
    }
}
