import Guard
import RAGCore
import Testing

@testable import Answering

@Suite("The routing of hand-overs to teams")
struct HandoverRoutingTests {
    /// Finds nothing, so that every question is declined.
    private struct EmptyShelf: Retriever {
        func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
            Retrieval(passages: [], evidence: RetrievalEvidence(question: question, hits: []))
        }
    }

    /// Names the team after the words that it looks for.
    private struct WordRouter: TeamRouter {
        var error: RAGError?

        func team(for text: String) async throws -> String? {
            if let error { throw error }
            if text.contains("parcel") || text.contains("包裹") { return "Delivery Desk" }
            return text.contains("refund") || text.contains("退款") ? "Refund Desk" : nil
        }
    }

    private func pipeline(_ router: (any TeamRouter)?) throws -> AnswerPipeline {
        AnswerPipeline(
            search: ConversationSearch(retriever: EmptyShelf()),
            policy: AnswerPolicy(.suiting(EmbeddingModel(name: "multilingual-e5-small-q4"))),
            router: router,
            model: nil,
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
                memoryTokens: 300,
                windowTokens: 4_000,
                unsupported: .mark,
                quotesWhenModelFails: true
            )
        )
    }

    /// A conversation whose turns all ended with `decision`.
    private func conversation(_ questions: [String], _ decision: Answer.Decision) -> Conversation {
        let turns = questions.enumerated().map { number, question in
            Conversation.Turn(
                number: number + 1,
                question: question,
                standaloneQuestion: nil,
                answer: "-",
                decision: decision
            )
        }
        return Conversation(turns: turns, summary: nil)
    }

    @Test(
        "the reply names the team, whatever the reason of the hand-over",
        arguments: [
            ("I want to talk to a human about a refund", [], .requested),
            ("我的退款呢，转人工", [], .requested),
            ("My refund is late, I will take legal action", [], .listedTopic),
            ("退款还不到账，我要投诉你们", [], .listedTopic),
            ("So where is my refund?", ["refund?", "Where is my refund?"], .repeatedFailure),
            ("那我的退款呢？", ["退款呢？", "我的退款在哪里？"], .repeatedFailure),
        ] as [(String, [String], Answer.Reason)]
    )
    func names(question: String, before: [String], reason: Answer.Reason) async throws {
        let history = conversation(before, .declined)
        let answer = try await pipeline(WordRouter()).answer(question, in: history)
        #expect(answer.decision == .handedOver && answer.reason == reason)
        #expect(answer.team == "Refund Desk")
        #expect(answer.text.contains("Refund Desk"))
        for router in [nil, WordRouter(error: RAGError(.serviceFailed, "away"))] as [WordRouter?] {
            let without = try await pipeline(router).answer(question, in: history)
            #expect(without.decision == .handedOver && without.team == nil)
            #expect(!without.text.contains("()") && !without.text.contains("Desk"))
        }
    }

    @Test("who only asks for a person goes to the team of the question before")
    func earlierQuestion() async throws {
        let before = conversation(["Where is my parcel?"], .declined)
        let asked = try await pipeline(WordRouter()).answer("Talk to a human", in: before)
        #expect(asked.team == "Delivery Desk")
        // A complaint says itself what it is about.
        let complaint = try await pipeline(WordRouter()).answer("I will take legal action", in: before)
        #expect(complaint.reason == .listedTopic && complaint.team == nil)
    }

    @Test("a router that fails is reported, and the customer is handed over all the same")
    func failing() async throws {
        let notices = Notices()
        let router = WordRouter(error: RAGError(.serviceFailed, "The embedding service is away"))
        let answer = try await pipeline(router).answer("Talk to a human") { event in
            if case .notice(let text) = event { await notices.add(text) }
        }
        #expect(answer.decision == .handedOver && answer.text.contains("400-2"))
        #expect(await notices.all.contains { $0.contains("The embedding service is away") })
    }

    private actor Notices {
        private(set) var all: [String] = []

        func add(_ text: String) { all.append(text) }
    }
}
