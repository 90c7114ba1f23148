import RAGCore
import Testing

@testable import Batch

@Suite struct ColumnNamingTests {
    @Test("a name that is taken gets a mark, whatever the case, spaces and underscores")
    func distinct() {
        #expect(ColumnNaming.distinct("answer", from: ["question"]) == "answer")
        #expect(ColumnNaming.distinct("answer", from: ["ANSWER"]) == "answer (kefu)")
        #expect(ColumnNaming.distinct("answer", from: ["answer", "Answer (kefu)"]) == "answer (kefu 2)")
        #expect(ColumnNaming.distinct("same as", from: ["same_as"]) == "same as (kefu)")
    }

    @Test("the last column of a name is found again")
    func place() {
        #expect(ColumnNaming.place(of: "answer", in: ["question"]) == nil)
        #expect(ColumnNaming.place(of: "answer", in: ["answer", "x"]) == 0)
        #expect(ColumnNaming.place(of: "answer", in: ["answer", "Answer (kefu)", "answer (kefu 2)"]) == 2)
        #expect(ColumnNaming.place(of: "input tokens", in: ["a", "input_tokens"]) == 1)
    }

    @Test("a table without a header gets one, and rows wider than it get columns")
    func headers() {
        let plain = AnswerTable(PlainTable(header: [], rows: [PlainTable.Row(["a", "b"], place: 1)]), column: 1)
        #expect(plain.header.prefix(3) == ["column 1", "question", "answer"])
        #expect(plain.carried == 2 && plain.question == 1)
        let wide = AnswerTable(PlainTable(header: ["q"], rows: [PlainTable.Row(["a", "b"], place: 2)]), column: 0)
        #expect(wide.header.prefix(3) == ["q", "", "answer"])
        let note = AnswerNote(["change", "answer"]) { _, _ in [TableCell("x"), TableCell("y")] }
        let noted = AnswerTable(PlainTable(header: ["q"], rows: []), column: 0, notes: [note])
        #expect(noted.header.suffix(2) == ["change", "answer (kefu)"])
        let row = PlainTable.Row(["a"], place: 2)
        #expect(
            noted.cells(row, AnsweredRow(row: 0, question: "a"), firstRow: 2).suffix(2) == [.text("x"), .text("y")]
        )
        #expect(noted.cells(row, nil, firstRow: 2) == [.text("a")] + Array(repeating: .empty, count: 18))
    }
}
