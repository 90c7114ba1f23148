import Answering
import Batch
import RAGCore
import Testing

@Suite struct ReviewListTests {
    private func row(_ number: Int, _ question: String, _ answer: String, _ decision: Answer.Decision = .answered)
        -> AnsweredRow
    {
        var row = AnsweredRow(row: number, question: question)
        row.answer = answer
        row.decision = decision
        return row
    }

    @Test("rows to check come most urgent first, with their reasons")
    func review() {
        var failed = AnsweredRow(row: 0, question: "a")
        failed.error = "timed out"
        var invented = row(1, "b", "7 天。")
        invented.unsupported = ["7 天。"]
        var near = row(2, "c", "不知道。", .declined)
        near.certainty = 0.55
        var far = row(3, "d", "不知道。", .declined)
        far.certainty = 0.95
        var unsure = row(4, "e", "大概。")
        unsure.certainty = 0.55
        var sure = row(5, "f", "是。")
        sure.certainty = 0.97
        var alike = sure
        alike.sameAs = 4
        let changed = RowChange(
            from: EarlierAnswer.all(
                in: PlainTable(header: ["question", "answer"], rows: [PlainTable.Row(["f", "8 天"], place: 2)]),
                column: 0
            )?.first,
            to: row(6, "f", "9 天")
        )
        let list = ReviewList(
            [sure, unsure, far, near, invented, failed, alike, row(6, "f", "9 天")],
            changes: [6: changed]
        )
        #expect(list.items.map(\.row.row) == [0, 1, 6, 2, 4])
        #expect(
            list.items.map(\.why) == [
                "failed", "in no source: 7 天。", "changed in fact: 8 天 → 9 天", "declined, but not surely (0.55)",
                "low certainty (0.55)",
            ]
        )
    }
}
