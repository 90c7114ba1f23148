import Testing

@testable import Batch

@Suite struct ExpectedSummaryTests {
    @Test("scores are counted by match, with their mean F1")
    func sums() {
        var summary = ExpectedSummary()
        #expect(summary.f1 == nil)
        for (answer, isAnswered) in [("3 days", true), ("It takes 3 days", true), ("5 days", true), ("3 days", false)] {
            summary.add(ExpectedScore(answer, expected: "3 days", isAnswered: isAnswered))
        }
        #expect(summary.count == 4)
        #expect(summary[.exact] == 1 && summary[.contains] == 1 && summary[.different] == 1)
        #expect(summary[.unanswered] == 1 && summary[.facts] == 0)
        #expect(summary.words.hasPrefix("2 of 4 ") && summary.words.contains("F1 0.54"))
    }

    @Test("rows without an expected answer have no score")
    func nothingExpected() {
        var row = AnsweredRow(row: 0, question: "q")
        row.answer = "A"
        #expect(ExpectedScore.score(row, expected: " \n") == nil)
        #expect(ExpectedScore.score(row, expected: "a")?.match == .exact, "an article is no token")
    }

    @Test("changes are counted by kind; none are nothing to compare")
    func changes() {
        #expect(ChangeCount().words == "nothing to compare")
        var count = ChangeCount(gone: 2)
        var row = AnsweredRow(row: 0, question: "q")
        row.answer = "A"
        count.add(RowChange(from: nil, to: row))
        #expect(count[.new] == 1 && count[.same] == 0)
        #expect(count.words == "1 new row, 2 no longer asked")
    }
}
