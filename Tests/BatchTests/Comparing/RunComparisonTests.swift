import Answering
import Batch
import RAGCore
import Testing

@Suite struct RunComparisonTests {
    private func row(_ number: Int, _ question: String, _ answer: String, _ decision: Answer.Decision = .answered)
        -> AnsweredRow
    {
        var row = AnsweredRow(row: number, question: question)
        row.answer = answer
        row.decision = decision
        return row
    }

    private let last = PlainTable(
        header: ["问题", "answer", "answer (kefu)", "decision", "error"],
        rows: [
            ["运费多少？", "旧", "运费 8 元 [1]。", "answered", ""], ["几天到账？", "", "退款 3 天到账。", "direct", ""],
            ["能开发票吗？", "", "文档里没有。", "declined", ""], ["有门店吗？", "", "在杭州有门店。", "answered", ""],
            ["几天到账？", "", "退款 5 天到账。", "answered", ""], ["没了的问题", "", "x", "answered", ""],
            ["坏的", "", "", "", "timed out"],
        ].enumerated().map { PlainTable.Row($1, place: $0 + 2) }
    )

    @Test("each row is compared with the row that asked the same question last time")
    func changes() throws {
        let earlier = try #require(EarlierAnswer.all(in: last, column: 0))
        let rows = [
            row(0, "运费多少？", "运费是 10 元 [1]。"), row(1, " 几天到账？", "退款要三天到账 [1]。"), row(2, "能开发票吗？", "可以开发票。"),
            row(3, "有门店吗？", "抱歉，没有找到。", .declined), row(4, "几天到账？", "退款 5 天到账。"), row(5, "新的问题", "好。"),
            row(6, "坏的", "好了。"),
        ]
        let comparison = RunComparison(earlier, questions: rows.map(\.question))
        let changes = rows.map(comparison.change)
        #expect(changes.map(\.kind) == [.changed, .reworded, .answered, .declined, .same, .new, .answered])
        #expect(changes[0].words == "8 元 → 10 元")
        #expect(comparison.gone.map(\.question) == ["没了的问题"])
        var count = ChangeCount(gone: comparison.gone.count)
        changes.forEach { count.add($0) }
        #expect(
            count.words
                == "1 changed in fact, 1 newly declined, 2 newly answered, 1 new row, 1 reworded, 1 same, 1 no longer asked"
        )
    }

    @Test("a table without a column of answers is not an earlier output")
    func foreign() {
        #expect(EarlierAnswer.all(in: PlainTable(header: ["问题", "备注"], rows: []), column: 0) == nil)
    }
}
