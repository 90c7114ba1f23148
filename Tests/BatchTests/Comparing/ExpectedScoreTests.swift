import Batch
import Testing

@Suite struct ExpectedScoreTests {
    @Test(
        "an answer is compared with the expected one",
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

    @Test("Chinese counts by characters, and an unanswered question matches nothing")
    func overlap() {
        // 4 of 6 and 4 of 5 characters.
        #expect(abs(ExpectedScore("三天内到账", expected: "三天之内到达").f1 - 2 * 4 / 11.0) < 1e-9)
        #expect(ExpectedScore("3 days", expected: "3 days", isAnswered: false).match == .unanswered)
    }
}
