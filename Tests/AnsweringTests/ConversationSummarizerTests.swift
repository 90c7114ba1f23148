import Foundation
import RAGCore
import Testing

@testable import Answering

@Suite struct ConversationSummarizerTests {
    /// Returns a fixed reply and records the prompts.
    private actor Scribe {
        private(set) var prompts: [String] = []
        func note(_ request: ChatRequest) { prompts += request.messages.map(\.content) }
    }

    private struct Model: ChatModel {
        let name = "scripted"
        let words: String
        let scribe: Scribe

        func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
            AsyncThrowingStream { continuation in
                Task {
                    await scribe.note(request)
                    continuation.yield(.text(words))
                    continuation.finish()
                }
            }
        }
    }

    private let turns = [
        Conversation.Turn(
            number: 3,
            question: "咖啡机能退吗？",
            standaloneQuestion: nil,
            answer: "15 天内可以。",
            decision: .answered
        ),
        Conversation.Turn(number: 5, question: "运费呢？", standaloneQuestion: nil, answer: "12 元。", decision: .answered),
    ]

    private func prompts() throws -> PromptLibrary {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try PromptLibrary(folder: root.appending(path: "prompts"))
    }

    @Test("older turns and the previous summary become one summary that says how far it reaches")
    func runningSummary() async throws {
        let scribe = Scribe()
        let summarizer = ConversationSummarizer(
            model: Model(words: " 客户想退咖啡机。\n运费 12 元。\n", scribe: scribe),
            prompts: try prompts()
        )
        let summary = try await summarizer.summary(of: turns, after: ConversationSummary("客户是黑金会员。", lastTurn: 2))
        #expect(summary == ConversationSummary("客户想退咖啡机。 运费 12 元。", lastTurn: 5))
        let prompt = try #require(await scribe.prompts.first)
        for text in ["客户是黑金会员。", "咖啡机能退吗？", "15 天内可以。", "运费呢？"] { #expect(prompt.contains(text)) }
    }

    @Test("without turns no model is called, and an empty reply is no summary")
    func nothing() async throws {
        let scribe = Scribe()
        let summarizer = ConversationSummarizer(model: Model(words: " \n", scribe: scribe), prompts: try prompts())
        #expect(try await summarizer.summary(of: [], after: nil) == nil)
        #expect(await scribe.prompts.isEmpty)
        #expect(try await summarizer.summary(of: turns, after: nil) == nil)
    }

    @Test("the text about earlier turns stands in the customer's first message", arguments: Language.allCases)
    func messages(language: Language) throws {
        let prompts = try prompts()
        let messages = ConversationHistory(earlier: "EARLIER", turns: turns, unsummarized: [])
            .messages(prompts, language)
        #expect(messages.map(\.role) == [.user, .assistant, .user, .assistant])
        #expect(messages[0].content.contains("EARLIER"))
        #expect(messages[0].content.hasSuffix("咖啡机能退吗？"))
        #expect(messages[2].content == "运费呢？")
        let short = ConversationHistory(earlier: nil, turns: turns, unsummarized: [])
            .messages(prompts, language)
        #expect(short[0].content == "咖啡机能退吗？")
    }
}
