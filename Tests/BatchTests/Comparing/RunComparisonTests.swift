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

    @Test("each row is told from the one that asked the same last time")
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

    @Test("a table without answers is no earlier output")
    func foreign() {
        #expect(EarlierAnswer.all(in: PlainTable(header: ["问题", "备注"], rows: []), column: 0) == nil)
    }

    @Test("what a person should see comes worst first, with the reason")
    func review() {
        var failed = AnsweredRow(row: 0, question: "a")
        failed.error = "timed out"
        var invented = row(1, "b", "7 天。")
        invented.unsupported = ["7 天。"]
        var near = row(2, "c", "不知道。", .declined)
        near.confidence = 0.55
        var far = row(3, "d", "不知道。", .declined)
        far.confidence = 0.95
        var unsure = row(4, "e", "大概。")
        unsure.confidence = 0.55
        var sure = row(5, "f", "是。")
        sure.confidence = 0.97
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
                "low confidence (0.55)",
            ]
        )
    }
}

@Suite struct ExpectedScoreTests {
    @Test(
        "an answer is held against the known one",
        arguments: [
            ("满 99 元包邮。", "满99元包邮", .exact, 1), ("The answer is: 3 days [1].", "3 days", .contains, 2 * 2 / 6.0),
            ("退货要在签收后十五天内提出 [1]。", "15 天内可退", .facts, nil), ("退货要在签收后 7 天内提出。", "15 天内可退", .different, nil),
            ("The cat", "a cat", .exact, 1),
        ] as [(String, String, ExpectedScore.Match, Double?)]
    )
    func scores(answer: String, expected: String, match: ExpectedScore.Match, f1: Double?) {
        let score = ExpectedScore(answer, expected: expected)
        #expect(score.match == match)
        if let f1 { #expect(abs(score.f1 - f1) < 1e-9) }
    }

    @Test("Chinese counts by characters, and what was not answered meets nothing")
    func overlap() {
        // 4 of 6 and 4 of 5 characters.
        #expect(abs(ExpectedScore("三天内到账", expected: "三天之内到达").f1 - 2 * 4 / 11.0) < 1e-9)
        #expect(ExpectedScore("3 days", expected: "3 days", isAnswered: false).match == .unanswered)
    }
}
