import Testing

@testable import Batch

@Suite struct RowOrderTests {
    private func finished(_ row: Int) -> AnsweredRow {
        var answered = AnsweredRow(row: row, question: "")
        answered.answer = "answer \(row)"
        return answered
    }

    @Test("a row waits for the rows before it")
    func waiting() {
        let questions = ["a", "b", "c"].questions
        var order = RowOrder(questions, plan: BatchPlan(questions))
        order.finish(finished(2))
        #expect(order.pop() == nil && order.next == 0)
        order.finish(finished(0))
        #expect(order.pop()?.row == 0)
        #expect(order.pop() == nil)
        order.finish(finished(1))
        #expect(order.pop()?.row == 1)
        #expect(order.pop()?.row == 2)
        #expect(order.pop() == nil && order.next == 3)
    }

    @Test("rows that share an answer get it one after another, with their own questions")
    func shared() {
        let questions = ["a", "A", "b", "a?"].questions
        var order = RowOrder(questions, plan: BatchPlan(questions))
        order.finish(finished(0))
        order.finish(finished(2))
        let rows = (0..<4).compactMap { _ in order.pop() }
        #expect(rows.map(\.row) == [0, 1, 2, 3])
        #expect(rows.map(\.answer) == ["answer 0", "answer 0", "answer 2", "answer 0"])
        #expect(rows.map(\.sameAs) == [nil, 0, nil, 0])
        #expect(rows.map(\.question) == ["", "A", "", "a?"])
    }

    @Test("a question that is too long fails with its size and the limit")
    func refused() {
        let questions = [String(repeating: "a", count: 20_000)].questions
        var order = RowOrder(questions, plan: BatchPlan(questions))
        let error = order.pop()?.error
        #expect(error?.contains("20000") == true && error?.contains("16384") == true)
        #expect(order.next == 1)
    }
}
