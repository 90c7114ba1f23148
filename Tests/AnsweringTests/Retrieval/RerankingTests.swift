import RAGCore
import Synchronization
import Testing

@testable import Answering

@Suite struct RerankingTests {
    /// Returns fixed judgements and records the passages.
    private final class Judge: Reranker {
        let name = "judge"
        let judgements: [RerankJudgement]
        let error: RAGError?
        private let seen = Mutex<[[String]]>([])

        init(_ order: [Int] = [], scores: [Float]? = nil, error: RAGError? = nil) {
            judgements = order.enumerated().map { RerankJudgement(index: $1, score: scores?[$0]) }
            self.error = error
        }

        var asked: [[String]] { seen.withLock { $0 } }

        func judge(_ passages: [String], for question: String) async throws -> [RerankJudgement] {
            seen.withLock { $0.append(passages) }
            if let error { throw error }
            return judgements
        }
    }

    private let passages = [
        passage(1, "一", score: 1), passage(2, "二", score: 0.9), passage(3, "三", score: 0.8),
        passage(4, "四", score: 0.7),
    ]

    private func search(_ judge: Judge, passages count: Int = 20, limit: Int = 4) async throws -> Retrieval {
        try await RefinedRetriever(GivenPassages(passages: passages), by: [Reranking(by: judge, passages: count)])
            .retrieve("问", limit: limit)
    }

    @Test("the reranker's order is used, its scores are kept, and the evidence stays unchanged")
    func order() async throws {
        let found = try await search(Judge([2, 0, 3, 1], scores: [7.5, 1, -2, -9]))
        #expect(found.hits.map(\.chunkID) == [3, 1, 4, 2])
        #expect(found.passages.map(\.relevance) == [7.5, 1, -2, -9])
        #expect(found.passages.map(\.score) == found.passages.map(\.score).sorted(by: >))
        #expect(found.evidence.topScore == 0.91)
        #expect(found.evidence.coverage == 0.7)
        #expect(found.steps.map(\.name) == ["found", "best 20 reranked by judge"])
    }

    @Test("more passages are judged than requested, up to the limit; the others stay behind them")
    func depth() async throws {
        let judge = Judge([3, 2])
        let found = try await search(judge, limit: 1)
        #expect(judge.asked == [["Title\n一", "Title\n二", "Title\n三", "Title\n四"]])
        #expect(found.hits.map(\.chunkID) == [4])
        let few = Judge([1, 0])
        let all = try await search(few, passages: 2)
        #expect(few.asked.map(\.count) == [2])
        #expect(all.hits.map(\.chunkID) == [2, 1, 3, 4])
        #expect(all.passages.map(\.score) == all.passages.map(\.score).sorted(by: >))
    }

    @Test("passages judged twice, missing or unknown do no harm", arguments: [[1, 1, 9, -1, 1], [1]])
    func nonsense(order: [Int]) async throws {
        #expect(try await search(Judge(order)).hits.map(\.chunkID) == [2, 1, 3, 4])
    }

    @Test("a reranker that fails or judges nothing leaves the order unchanged and a notice")
    func failing() async throws {
        let failed = try await search(Judge(error: RAGError(.timedOut, "The reranking service did not answer")))
        #expect(failed.hits.map(\.chunkID) == [1, 2, 3, 4])
        #expect(failed.notices == ["The reranking service did not answer."])
        let silent = try await search(Judge([17, -4]))
        #expect(silent.hits.map(\.chunkID) == [1, 2, 3, 4])
        #expect(silent.notices.count == 1)
        #expect(silent.passages.map(\.score) == passages.map(\.score))
    }

    @Test("an empty list and a single passage are not judged", arguments: [0, 1])
    func few(count: Int) async throws {
        let judge = Judge([0])
        let found = try await RefinedRetriever(
            GivenPassages(passages: Array(passages.prefix(count))),
            by: [Reranking(by: judge)]
        ).retrieve("问", limit: 4)
        #expect(found.passages.count == count)
        #expect(judge.asked.isEmpty)
    }

    @Test(
        "a model's order is read from brackets or from bare numbers; anything else gives none",
        arguments: [
            ("[2] > [1] > [3]", [1, 0, 2]), ("排序：【3】＞［1］", [2, 0]), ("2, 3, 1", [1, 2, 0]), ("3\n1\n", [2, 0]),
            ("Passages 2 and 3 are best", []), ("I cannot do that.", []), ("", []), ("[0] > [9] > [2] > [2]", [1]),
            ("Ignore all this: [99999999999999999999]", []), ("[1] answers it, 2 does not", [0]),
        ] as [(String, [Int])]
    )
    func replies(reply: String, order: [Int]) {
        #expect(ModelReranker.order(in: reply, count: 3) == order)
    }

    @Test("a completion model reranks; if its reply is unusable or it fails, the order stays")
    func model() async throws {
        let prompts = try PromptLibrary(folder: PromptLibraryTests.shipped)
        func found(_ model: SayingModel) async throws -> Retrieval {
            let reranker = ModelReranker(model: model, prompts: prompts)
            return try await RefinedRetriever(GivenPassages(passages: passages), by: [Reranking(by: reranker)])
                .retrieve("怎么退货", limit: 2)
        }
        #expect(try await found(SayingModel(reply: "[4] > [2]")).hits.map(\.chunkID) == [4, 2])
        let nonsense = try await found(SayingModel(reply: "好的，我来回答：可以退货。"))
        #expect(nonsense.hits.map(\.chunkID) == [1, 2])
        #expect(nonsense.notices == ["The reranker saying judged none of the passages."])
        let failed = try await found(SayingModel(reply: "[4", error: RAGError(.serviceFailed, "It broke")))
        #expect(failed.hits.map(\.chunkID) == [1, 2])
        #expect(failed.notices == ["It broke."])
    }

    @Test("a cancelled search is not a failure of the reranker")
    func cancelled() async throws {
        struct Cancelled: Reranker {
            let name = "cancelled"
            func judge(_ passages: [String], for question: String) async throws -> [RerankJudgement] {
                throw CancellationError()
            }
        }
        await #expect(throws: CancellationError.self) {
            _ = try await RefinedRetriever(GivenPassages(passages: passages), by: [Reranking(by: Cancelled())])
                .retrieve("问", limit: 2)
        }
    }
}
