import RAGCore
import Testing

@testable import Answering

@Suite struct AnswerPipelineTests {
    /// Finds the same passages whatever is asked.
    private struct Shelf: Retriever {
        let hits: [SearchHit]

        func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
            Retrieval(
                passages: hits.prefix(limit).map { RankedPassage(hit: $0, score: $0.score) },
                evidence: RetrievalEvidence(question: question, hits: hits)
            )
        }
    }

    /// Says what it is told to, or fails.
    private struct ScriptedModel: ChatModel {
        let name = "scripted"
        var pieces: [String] = []
        var error: RAGError?

        func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
            AsyncThrowingStream { continuation in
                for piece in pieces { continuation.yield(.text(piece)) }
                if error == nil { continuation.yield(.finished(reason: "stop")) }
                continuation.finish(throwing: error)
            }
        }
    }

    private let shelf = Shelf(hits: [
        hit("签收后 15 天内可以申请退货。", title: "退货", score: 0.93), hit("发票在签收后 24 小时内开具。", title: "发票", score: 0.9),
    ])

    private func pipeline(
        _ model: (any ChatModel)?,
        shelf: Shelf? = nil,
        quotesWhenModelFails: Bool = true
    ) throws -> AnswerPipeline {
        AnswerPipeline(
            search: ConversationSearch(retriever: shelf ?? self.shelf),
            policy: AnswerPolicy(minimumSupport: 0.88),
            model: model,
            prompts: try PromptLibrary(folder: PromptLibraryTests.shipped),
            settings: AnswerSettings(
                company: [
                    .chinese: Company(name: "沃岚", contact: "400-1"),
                    .english: Company(name: "Orvela", contact: "400-2"),
                ],
                passages: 4,
                contextTokens: 500,
                maximumTokens: 100,
                temperature: 0,
                rememberedTurns: 2,
                quotesWhenModelFails: quotesWhenModelFails
            )
        )
    }

    @Test("marks resolve, those without a passage go, and only cited sources are listed")
    func cited() async throws {
        let model = ScriptedModel(pieces: ["\n可以在 15 天内申请", "[", "1", "][7]。"])
        let answer = try await pipeline(model).answer("退货几天内申请？")
        #expect(answer.text == "可以在 15 天内申请[1]。")
        #expect(answer.decision == .answered)
        #expect(answer.sources.map(\.number) == [1])
        #expect(answer.sources.map(\.isCited) == [true])
    }

    @Test("an answer that cites nothing lists the passages whose words it uses")
    func uncited() async throws {
        let answer = try await pipeline(ScriptedModel(pieces: ["签收后 15 天内可以申请退货。"])).answer("退货几天内申请？")
        #expect(answer.sources.map(\.title) == ["退货"])
        #expect(answer.sources.map(\.isCited) == [false])
    }

    @Test("a model that fails before its first word is replaced by the passages, one that fails later is an error")
    func failing() async throws {
        let error = RAGError(.serviceFailed, "it broke")
        let early = try await pipeline(ScriptedModel(error: error)).answer("退货几天内申请？")
        #expect(early.decision == .quoted)
        #expect(early.text.contains("签收后 15 天内可以申请退货。 [1]"))
        await #expect(throws: RAGError.self) {
            _ = try await pipeline(ScriptedModel(pieces: ["可以"], error: error)).answer("退货几天内申请？")
        }
        await #expect(throws: RAGError.self) {
            _ = try await pipeline(ScriptedModel(error: error), quotesWhenModelFails: false).answer("退货几天内申请？")
        }
    }

    @Test("an empty answer is an error, not silence")
    func empty() async throws {
        let silent = ScriptedModel(pieces: [" ", "\n"])
        await #expect(throws: RAGError.self) { _ = try await pipeline(silent).answer("退货几天？") }
    }

    @Test("what is not near is declined without the model, in the language of the question")
    func declined() async throws {
        let far = Shelf(hits: [hit("签收后 15 天内可以申请退货。", score: 0.8)])
        let model = ScriptedModel(pieces: ["never"])
        let answer = try await pipeline(model, shelf: far).answer("What is the weather like?")
        #expect(answer.decision == .declined)
        #expect(answer.text.contains("400-2"))
        #expect(answer.model == nil)
        #expect(answer.sources.isEmpty)
        let nothing = try await pipeline(model, shelf: Shelf(hits: [])).answer("天气怎么样")
        #expect(nothing.text.contains("400-1"))
    }
}
