import Foundation
import RAGCore
import Testing

@testable import Batch

@Suite struct JSONLinesWriterTests {
    @Test("a row is an object with distinct keys, lists in full, and null for what is missing")
    func rows() throws {
        let file = try OutputFile("jsonl")
        let handle = try file.open()
        let table = PlainTable(
            header: ["question", "", "question"],
            rows: [PlainTable.Row(["a\n\"", "", "c"], place: 1)]
        )
        var writer = JSONLinesWriter(AnswerTable(table, column: 0), to: handle)
        var row = AnsweredRow(row: 0, question: "a")
        (row.answer, row.certainty, row.unsupported, row.sameAs) = ("A", 0.5, ["x"], 0)
        row.usage = TokenUsage(input: 3, output: 4)
        try writer.write(table.rows[0], row)
        try writer.write(table.rows[0], nil)
        try writer.finish()
        try handle.close()
        let lines = String(decoding: try Data(contentsOf: file.url), as: UTF8.self).split(separator: "\n")
        #expect(
            lines[0]
                == "{\"question\":\"a\\n\\\"\",\"column 2\":\"\",\"question 3\":\"c\",\"answer\":\"A\",\"decision\":null,"
                + "\"reason\":null,\"team\":null,\"certainty\":0.500,\"sources\":[],\"unsupported\":[\"x\"],\"language\":null,"
                + "\"model\":null,\"input_tokens\":3,\"output_tokens\":4,\"cost\":null,\"seconds\":null,\"same_as\":1,"
                + "\"error\":null}"
        )
        #expect(lines[1].contains("\"sources\":null,\"unsupported\":null") && lines[1].hasSuffix("\"error\":null}"))
    }
}
