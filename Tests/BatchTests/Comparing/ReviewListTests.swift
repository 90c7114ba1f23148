import Answering
import RAGCore
import Testing

@testable import Batch

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
                "failed", "no source supports: 7 天。", "changed in fact: 8 天 → 9 天",
                "declined with low certainty (0.55)",
                "low certainty (0.55)",
            ]
        )
    }

    private func reasons(_ change: (inout AnsweredRow) -> Void) -> [ReviewList.Reason] {
        var answered = row(0, "q", "A")
        answered.certainty = 1
        change(&answered)
        return ReviewList([answered]).items.first?.reasons ?? []
    }

    @Test("each reason to check a row follows from its decision, certainty and support")
    func reasons() {
        #expect(reasons { _ in } == [])
        #expect(reasons { $0.error = "x" } == [.failed])
        #expect(reasons { ($0.decision, $0.reason) = (.quoted, .cutOff) } == [.cutOff])
        #expect(reasons { ($0.decision, $0.reason) = (.declined, .contentFilter) }.first == .cutOff)
        #expect(reasons { $0.unsupported = ["A"] } == [.unsupported])
        #expect(reasons { ($0.decision, $0.reason) = (.declined, .unsupported) } == [.unsupported])
        #expect(reasons { $0.decision = .handedOver } == [.handedOver])
        #expect(reasons { ($0.decision, $0.certainty) = (.declined, nil) } == [.declined])
        #expect(reasons { ($0.decision, $0.certainty) = (.declined, 0.89) } == [.declined])
        #expect(reasons { ($0.decision, $0.certainty) = (.declined, 0.9) } == [])
        #expect(reasons { $0.certainty = 0.69 } == [.unsure])
        #expect(reasons { $0.certainty = 0.7 } == [])
        #expect(reasons { $0.certainty = nil } == [])
        #expect(reasons { ($0.unsupported, $0.certainty) = (["A"], 0.1) } == [.unsupported, .unsure])
    }

    @Test("an unexpected answer and a new refusal are reasons too")
    func compared() {
        let answered = row(0, "q", "A")
        let scores = [0: ExpectedScore("A", expected: "5 days")]
        #expect(ReviewList([answered], scores: scores).items.first?.reasons == [.differsFromExpected])
        var declined = row(0, "q", "No.", .declined)
        declined.certainty = 0.95
        let earlier = EarlierAnswer(question: "q", answer: "A", decision: .answered, error: nil, place: 2)
        let changes = [0: RowChange(from: earlier, to: declined)]
        #expect(ReviewList([declined], changes: changes).items.first?.reasons == [.newlyDeclined])
    }

    @Test("rows with one reason are ordered by certainty, by the number of rows that share them, then by number")
    func urgency() {
        var rows = (0..<4).map { row($0, "q", "A") }
        for (index, certainty) in [0.6, 0.5, 0.6, 0.5].enumerated() { rows[index].certainty = certainty }
        #expect(ReviewList(rows).items.map(\.row.row) == [1, 3, 0, 2])
        var follower = row(4, "q", "A")
        follower.sameAs = 2
        follower.certainty = 0.6
        let list = ReviewList(rows + [follower])
        #expect(list.items.map(\.row.row) == [2, 1, 3, 0])
        #expect(list.items.map(\.alike) == [1, 0, 0, 0])
        follower.error = "x"
        #expect(ReviewList([follower]).items.map(\.reasons) == [[.failed]])
    }
}
