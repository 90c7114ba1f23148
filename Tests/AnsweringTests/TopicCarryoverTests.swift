import Testing

@testable import Answering

@Suite struct TopicCarryoverTests {
    private func conversation(_ turns: (question: String, standalone: String, Answer.Decision)...) -> Conversation {
        var conversation = Conversation()
        for turn in turns {
            conversation.append(
                Answer(
                    question: turn.question,
                    standaloneQuestion: turn.standalone == turn.question ? nil : turn.standalone,
                    decision: turn.2,
                    text: "…",
                    sources: [],
                    model: nil,
                    usage: nil
                )
            )
        }
        return conversation
    }

    @Test(
        "a short follow-up is searched for by itself and with the topic",
        arguments: ["那运费呢？", "它保修多久", "and for members?", "how long does it take?"]
    )
    func followUp(question: String) async throws {
        let before = conversation(("How do I return it by post?", "How do I return it by post?", .answered))
        let queries = try await TopicCarryover().queries(for: question, in: before)
        #expect(queries == [question, "How do I return it by post? \(question)"])
    }

    @Test(
        "a question that says enough by itself is left alone, whatever was said before",
        arguments: [
            "Is there a store in Berlin?", "那柏林有实体店吗", "运费多少", "and what is the warranty of the coffee machine?",
        ]
    )
    func standsAlone(question: String) async throws {
        let before = conversation(("How long do refunds take?", "How long do refunds take?", .answered))
        let queries = try await TopicCarryover().queries(for: question, in: before)
        #expect(queries == [question])
    }

    @Test("the topic is the last question that stood alone and was answered, not a chain of follow-ups")
    func topic() async throws {
        let before = conversation(
            ("退货要几天？", "退货要几天？", .answered),
            ("那运费呢", "退货要几天？ 那运费呢", .answered),
            ("柏林有店吗", "柏林有店吗", .declined)
        )
        let queries = try await TopicCarryover().queries(for: "那黑卡呢？", in: before)
        #expect(queries.last == "退货要几天？ 那黑卡呢？")
    }

    @Test("at the start there is nothing to carry over")
    func start() async throws {
        #expect(try await TopicCarryover().queries(for: "那运费呢？", in: Conversation()) == ["那运费呢？"])
    }
}
