import RAGCore
import Synchronization
import Testing

@testable import Answering

@Suite struct WithdrawalTests {
    /// Finds the same passage for every question, and all words of the question in it.
    private struct OnePassage: Retriever {
        let found = hit("签收后 15 天内可以申请退货。", title: "退货", score: 0.93)

        func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
            Retrieval(
                passages: [RankedPassage(hit: found, score: found.score)],
                evidence: RetrievalEvidence(question: question, hits: [found], keywordCoverage: 1)
            )
        }
    }

    private func pipeline(_ model: SayingModel, isSmall: Bool = true) throws -> AnswerPipeline {
        AnswerPipeline(
            search: ConversationSearch(retriever: OnePassage()),
            policy: AnswerPolicy(.suiting(EmbeddingModel(name: "multilingual-e5-small-q4"))),
            model: model,
            prompts: try PromptLibrary(folder: PromptLibraryTests.shipped),
            settings: AnswerSettings(
                company: [.chinese: Company(name: "沃岚", contact: "400-1")],
                passages: 4,
                contextTokens: 500,
                maximumTokens: 100,
                temperature: 0,
                memoryTokens: 300,
                windowTokens: 4_000,
                quotesWhenModelFails: true,
                isModelSmall: isSmall
            )
        )
    }

    private let mixed = SayingModel(
        reply: "可以在 15 天内申请[1]。The request must be made within the fifteen days of delivery.",
        end: "stop"
    )

    @Test("an answer with a fault is replaced by the passages with a note")
    func faulty() async throws {
        let shown = Mutex("")
        let answer = try await pipeline(mixed).answer("退货几天内申请？") { event in
            switch event {
            case .text(let text): shown.withLock { $0 += text }
            case .withdrawn: shown.withLock { $0 = "" }
            case .retrieved, .quoted, .notice: break
            }
        }
        #expect(answer.decision == .quoted && answer.reason == .withdrawn && answer.trace.fault == .wrongLanguage)
        #expect(answer.text.contains("资料里的原文") && answer.text.contains("签收后 15 天内可以申请退货。 [1]"))
        #expect(shown.withLock(\.self) == answer.text)
        #expect(answer.sources.map(\.number) == [1] && answer.sources[0].isCited && answer.unsupported.isEmpty)
    }

    @Test("an answer that was cut off is replaced, because the passage says all of it")
    func cutOff() async throws {
        let answer = try await pipeline(SayingModel(reply: "可以在 15 天", end: "length")).answer("退货几天内申请？")
        #expect(answer.reason == .withdrawn && !answer.text.contains("可以在 15 天 …"))
    }

    @Test("a model that is not small is trusted")
    func trusted() async throws {
        #expect(try await pipeline(mixed, isSmall: false).answer("退货几天内申请？").decision == .answered)
    }

    @Test("a passage that probably answers is quoted before the text of a small model", arguments: [true, false])
    func quotedAtOnce(isSmall: Bool) async throws {
        let events = Mutex<[String]>([])
        let model = SayingModel(reply: "可以在 15 天内申请[1]。", end: "stop")
        let answer = try await pipeline(model, isSmall: isSmall).answer("退货几天内申请？") { event in
            events.withLock {
                switch event {
                case .quoted(let quote): $0.append("quoted \(quote.source.number): \(quote.text)")
                case .text: $0.append("text")
                case .retrieved, .withdrawn, .notice: break
                }
            }
        }
        #expect(answer.text == "可以在 15 天内申请[1]。")
        #expect((answer.trace.timings.quote != nil) == isSmall)
        #expect(events.withLock { $0.first } == (isSmall ? "quoted 1: 签收后 15 天内可以申请退货。" : "text"))
    }
}
