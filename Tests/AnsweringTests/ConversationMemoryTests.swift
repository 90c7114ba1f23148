import RAGCore
import Testing

@testable import Answering

@Suite struct ConversationMemoryTests {
    private func turn(_ number: Int, _ question: String, _ answer: String, _ decision: Answer.Decision = .answered)
        -> Conversation.Turn
    {
        Conversation.Turn(
            number: number,
            question: question,
            standaloneQuestion: nil,
            answer: answer,
            decision: decision
        )
    }

    private func conversation(_ count: Int, answer: String = "签收后 15 天内可以退货，商品须完好。") -> Conversation {
        Conversation(turns: (1...count).map { turn($0, "第 \($0) 个问题是什么？", answer) }, summary: nil)
    }

    private func tokens(_ history: ConversationHistory) -> Int {
        history.turns.reduce(TokenEstimator.count(history.earlier ?? "")) {
            $0 + TokenEstimator.count($1.question) + TokenEstimator.count($1.answer)
        }
    }

    @Test("a short conversation is remembered unchanged")
    func short() {
        let conversation = conversation(3)
        let history = ConversationMemory(tokenBudget: 500).history(of: conversation)
        #expect(history.turns == conversation.turns)
        #expect(history.earlier == nil)
        #expect(history.unsummarized.isEmpty)
    }

    @Test(
        "a long conversation stays within its budget, newest turns first, older questions in a few lines",
        arguments: [80, 100, 300, 1_000]
    )
    func long(budget: Int) throws {
        let conversation = conversation(60)
        let history = ConversationMemory(tokenBudget: budget).history(of: conversation)
        #expect(tokens(history) <= budget)
        #expect(history.turns.last?.number == 60)
        #expect(history.turns.map(\.number) == Array((61 - history.turns.count)...60))
        let earlier = try #require(history.earlier)
        #expect(earlier.contains("第 \(60 - history.turns.count) 个问题"))
        #expect(history.unsummarized.map(\.number) == Array(1...(60 - history.turns.count)))
    }

    @Test("an answer longer than the budget is cut, not left out")
    func cut() {
        let long = Conversation(turns: [turn(1, "怎么保养？", String(repeating: "每月清洗一次滤网。", count: 200))], summary: nil)
        let history = ConversationMemory(tokenBudget: 100).history(of: long)
        #expect(history.turns.count == 1)
        #expect(history.turns[0].answer.hasPrefix("每月清洗一次滤网。"))
        #expect(history.turns[0].answer.hasSuffix("…"))
        #expect(tokens(history) <= 100)
    }

    @Test("declined, greeting and blocked turns are not remembered")
    func unsaid() {
        let conversation = Conversation(
            turns: [
                turn(1, "你好", "您好！", .smallTalk), turn(2, "天气如何", "不清楚。", .declined),
                turn(3, "找人工", "请稍候", .handedOver),
                turn(4, "退货？", "15 天。", .direct), turn(5, "脏话", "固定回复", .blocked),
                turn(6, "哪种？", "您问的是 A 还是 B？", .askedBack),
            ],
            summary: nil
        )
        #expect(ConversationMemory(tokenBudget: 500).history(of: conversation).turns.map(\.number) == [4, 6])
        #expect(ConversationMemory(tokenBudget: 0).history(of: conversation).turns.isEmpty)
        #expect(ConversationMemory(tokenBudget: 500).history(of: Conversation()).earlier == nil)
    }

    @Test("a summary replaces the turns it covers, and only newer ones are summarized")
    func summary() throws {
        var conversation = conversation(30)
        conversation.summary = ConversationSummary("客户想退一台咖啡机。", lastTurn: 20)
        let history = ConversationMemory(tokenBudget: 200).history(of: conversation)
        let earlier = try #require(history.earlier)
        #expect(earlier.hasPrefix("客户想退一台咖啡机。"))
        #expect(!earlier.contains("第 20 个"))
        #expect(history.unsummarized.first?.number == 21)
        #expect(tokens(history) <= 200)
    }

    @Test("a resumed session continues from its summary and its turn numbers")
    func resumed() {
        var conversation = Conversation(
            turns: [turn(41, "运费？", "12 元。")],
            summary: ConversationSummary("问过退货。", lastTurn: 40)
        )
        #expect(ConversationMemory(tokenBudget: 200).history(of: conversation).earlier == "问过退货。")
        conversation = Conversation(turns: [], summary: ConversationSummary("问过退货。", lastTurn: 40))
        #expect(ConversationMemory(tokenBudget: 200).history(of: conversation).turns.isEmpty)
    }
}
