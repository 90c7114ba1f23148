import Foundation
import RAGCore
import Testing

@testable import Batch

@Suite struct DelimitedWriterTests {
    private func written(_ cells: [String], form: DelimitedWriter.Form = .commas, mark: Bool = false) throws -> String {
        let file = try OutputFile("csv")
        let handle = try file.open()
        let table = PlainTable(header: ["question", "b", "c"], rows: [PlainTable.Row(cells, place: 2)])
        var writer = DelimitedWriter(AnswerTable(table, column: 0), to: handle, form: form, withByteOrderMark: mark)
        try writer.write(table.rows[0], nil)
        try writer.finish()
        try handle.close()
        return String(decoding: try Data(contentsOf: file.url), as: UTF8.self)
    }

    @Test("the header comes once, after the byte order mark if there is one")
    func headers() throws {
        let plain = try written(["a", "b", "c"])
        #expect(plain.hasPrefix("question,b,c,answer,decision,"))
        #expect(plain.components(separatedBy: "\r\n").count == 3)
        #expect(try written(["a"], mark: true).hasPrefix("\u{FEFF}question,"))
        #expect(try written(["a", "b", "c"], form: .tabs).hasPrefix("question\tb\tc\tanswer\t"))
    }

    @Test(
        "cells are quoted if they hold the delimiter, quotes, line breaks or spaces at an end",
        arguments: [
            ("a,b", "\"a,b\",", DelimitedWriter.Form.commas), ("a,b", "a,b\t", .tabs), ("a\tb", "\"a\tb\"\t", .tabs),
            ("a\tb", "a\tb,", .commas), ("say \"x\"", "\"say \"\"x\"\"\",", .commas), (" a", "\" a\",", .commas),
            ("a ", "\"a \",", .commas), ("a\nb", "\"a\nb\",", .commas), ("a\rb", "\"a\rb\",", .commas),
            ("a b", "a b,", .commas),
            ("=1", "'=1,", .commas), ("-5", "-5,", .commas),
        ]
    )
    func quoting(cell: String, expected: String, form: DelimitedWriter.Form) throws {
        let text = try written([cell, "x", "y"], form: form)
        let line = text.drop { !$0.isNewline }.dropFirst()
        #expect(line.hasPrefix(expected), "\(line)")
    }

    @Test("a table without rows has its header")
    func none() throws {
        let file = try OutputFile("csv")
        let handle = try file.open()
        var writer = DelimitedWriter(AnswerTable(PlainTable(header: ["q"], rows: []), column: 0), to: handle)
        try writer.finish()
        try handle.close()
        #expect(String(decoding: try Data(contentsOf: file.url), as: UTF8.self).hasPrefix("q,answer,"))
    }
}
