import Answering
import RAGCore
import Testing

@testable import Batch

@Suite struct EarlierAnswerTests {
    @Test("rows without a question are left out, and empty errors are none")
    func rows() throws {
        let table = PlainTable(
            header: ["question", "answer", "decision", "error"],
            rows: [
                PlainTable.Row(["a", "A", "direct", ""], place: 2), PlainTable.Row([" ", "B", "", ""], place: 3),
                PlainTable.Row(["c", "", "nonsense", "timed out"], place: 4),
            ]
        )
        let earlier = try #require(EarlierAnswer.all(in: table, column: 0))
        #expect(earlier.map(\.question) == ["a", "c"])
        #expect(earlier.map(\.place) == [2, 4])
        #expect(earlier.map(\.decision) == [.direct, nil])
        #expect(earlier.map(\.error) == [nil, "timed out"])
        #expect(earlier.map(\.isAnswered) == [true, false])
    }

    @Test("a decision gives an answer if it tells the customer what was asked")
    func decisions() {
        #expect(
            Answer.Decision.allCases.filter(\.givesAnswer) == [.answered, .direct, .quoted, .smallTalk]
        )
    }

    @Test("the last questions of a run are compared again if it asks one more often, and surplus ones are gone")
    func counts() {
        let earlier = ["a", "a", "b", "b"].enumerated().map {
            EarlierAnswer(question: $1, answer: "\($0)", decision: nil, error: nil, place: $0)
        }
        let comparison = RunComparison(earlier, questions: ["a", " a", "a", "b"])
        func change(_ row: Int) -> RowChange {
            var answered = AnsweredRow(row: row, question: "")
            answered.answer = "x"
            return comparison.change(of: answered)
        }
        #expect((0..<4).map { change($0).earlier } == ["0", "1", "1", "2"])
        #expect(comparison.gone.map(\.place) == [3])
        #expect(change(9).kind == .new)
    }
}
