import Answering
import Foundation
import RAGCore
import Testing
import ZipFile

@testable import Batch
@testable import Ingestion

@Suite struct AnswerTableTests {
    /// Writes `table`, each question answered, and reads the file again.
    private func written(_ table: PlainTable, _ file: OutputFile, answers: [AnsweredRow?] = []) throws -> PlainTable {
        let answerTable = AnswerTable(table, column: 1)
        let handle = try file.open()
        var writer: any AnswerWriting =
            switch file.form {
            case "csv": DelimitedWriter(answerTable, to: handle, withByteOrderMark: true)
            case "tsv": DelimitedWriter(answerTable, to: handle, form: .tabs)
            case "xlsx": WorkbookWriter(answerTable, to: handle)
            default: JSONLinesWriter(answerTable, to: handle)
            }
        for (index, row) in table.rows.enumerated() {
            try writer.write(row, index < answers.count ? answers[index] : nil)
        }
        try writer.finish()
        try handle.close()
        return try PlainTableReader().read(Data(contentsOf: file.url), name: file.url.lastPathComponent)
    }

    private let hard = PlainTable(
        header: ["=id", "question", "备注"],
        rows: [
            PlainTable.Row(["1", "怎么\"退款\"？", "=HYPERLINK(\"http://x\")"], place: 2),
            PlainTable.Row(["-5", "a,b;c\td", "'=1+1"], place: 3),
            PlainTable.Row(["+86 571 8888", " 前后 ", "@SUM(A1)\r\n第二行"], place: 4),
            PlainTable.Row(["", "👩‍👩‍👧 \"\u{301} 𠮷", "＝1+1\n-2"], place: 5),
            PlainTable.Row(["_x000D_", "<b>&amp;</b>\u{1}\u{7F}", "\t\r"], place: 6),
            PlainTable.Row(["007", "q", "''=x"], place: 7),
        ]
    )

    @Test("the columns of a workbook are as wide as their content needs")
    func widths() throws {
        let file = try OutputFile("xlsx")
        let back = try written(hard, file)
        var workbook = try ZipReader(Data(contentsOf: file.url))
        let sheet = try workbook.part("xl/worksheets/sheet1.xml")
        let text = String(decoding: try #require(sheet), as: UTF8.self)
        let widths = text.matches(of: /<col [^>]*width="([0-9]+)"/).compactMap { Int($0.1) }
        #expect(widths.count == back.header.count)
        let byName = Dictionary(zip(back.header, widths)) { first, _ in first }
        #expect(byName["=id"] == 12 && byName["question"] == 48)
        let english = ["answer": 70, "decision": 18, "reason": 18, "sources": 44, "passages": 36, "error": 36]
        let chinese = ["回答": 70, "决定": 18, "原因": 18, "来源": 44, "段落": 36, "错误": 36]
        let found = byName.filter { english[$0.key] != nil || chinese[$0.key] != nil }
        #expect(found.count >= 5, "\(back.header)")
        for (name, width) in found { #expect(width == english[name] ?? chinese[name], "\(name)") }
    }

    @Test(
        "the cells of the questions are read back unchanged, whatever they hold",
        arguments: ["csv", "tsv", "jsonl", "xlsx"]
    )
    func unharmed(form: String) throws {
        let back = try written(hard, OutputFile(form))
        #expect(Array(back.header.prefix(3)) == hard.header)
        for (row, other) in zip(hard.rows, back.rows) {
            for column in 0..<3 { #expect(row[column] == other[column]) }
        }
        #expect(back.rows.count == hard.rows.count)
    }

    @Test("numbers, lists and null of JSON stay what they are, and a text that looks like a number stays a text")
    func typed() throws {
        let lines = """
            {"id":7,"question":"a","tags":["x"],"note":null}
            {"question":"b","id":"7","open":true}
            """
        let table = try PlainTableReader().read(Data(lines.utf8), name: "q.jsonl")
        let file = try OutputFile("jsonl")
        _ = try written(table, file)
        let rows = String(decoding: try Data(contentsOf: file.url), as: UTF8.self).split(separator: "\n")
        #expect(rows[0].hasPrefix("{\"id\":7,\"question\":\"a\",\"tags\":[\"x\"],\"note\":null,\"open\":null,"))
        #expect(rows[1].hasPrefix("{\"id\":\"7\",\"question\":\"b\",\"tags\":null,\"note\":null,\"open\":true,"))
    }

    @Test("no cell of a CSV begins as a formula")
    func guarded() throws {
        let file = try OutputFile("csv")
        _ = try written(hard, file)
        let text = String(decoding: try Data(contentsOf: file.url), as: UTF8.self)
        let rows = try DelimitedText(SourceText(String(text.unicodeScalars.dropFirst()))).rows()
        #expect(text.hasPrefix("\u{FEFF}'=id,question,备注,answer,"))
        for cell in rows.flatMap(\.cells) {
            let lead = cell.unicodeScalars.first.map(String.init) ?? ""
            #expect(!"=@\t\r＝＋－＠".contains(lead) || lead.isEmpty)
        }
        #expect(rows[2].cells[0] == "-5")
    }

    @Test("answer columns follow those of the question and get another name where one is taken")
    func columns() throws {
        let table = PlainTable(
            header: ["Answer", "question", "answer (KEFU)"],
            rows: [PlainTable.Row(["old", "运费多少？", ""], place: 2), PlainTable.Row(["", "运费？", ""], place: 4)]
        )
        var first = AnsweredRow(row: 0, question: "运费多少？")
        first.answer = "=8 元 [1]。"
        first.decision = .answered
        first.certainty = 0.93
        first.usage = TokenUsage(input: 812, output: 9)
        first.cost = 0.00042
        first.seconds = 1.25
        var second = AnsweredRow(row: 1, question: "运费？")
        second.answer = first.answer
        second.sameAs = 0
        let back = try written(table, OutputFile("csv"), answers: [first, second])
        #expect(back.header[3...8] == ["answer (kefu 2)", "decision", "reason", "team", "certainty", "sources"])
        let answer = try #require(ColumnNaming.place(of: "answer", in: back.header))
        #expect(back.rows.map { $0[answer] } == ["=8 元 [1]。", "=8 元 [1]。"])
        func cell(_ name: String, _ row: Int) -> String { back.rows[row][back.header.firstIndex(of: name) ?? -1] }
        #expect(cell("certainty", 0) == "0.930")
        #expect(cell("input tokens", 0) == "812")
        #expect(cell("cost", 0) == "0.000420")
        #expect(cell("seconds", 0) == "1.250")
        #expect(cell("same as", 1) == "2")
    }

    @Test("a workbook cuts a text that is too long for a cell, with a note")
    func workbook() throws {
        var table = PlainTable(header: ["id", "question"], rows: [])
        table.rows.append(PlainTable.Row(["1", String(repeating: "长", count: 40_000)], place: 2))
        let back = try written(table, OutputFile("xlsx"), answers: [AnsweredRow(row: 0, question: "")])
        #expect(back.rows[0][1].utf16.count == 32_767)
        #expect(back.rows[0][1].hasSuffix("[cut: 40000 characters are more than a cell can hold]"))
    }

    @Test("a table of 100,000 rows with quotes, line breaks, formulas and emoji in GB18030 is copied unchanged")
    func large() throws {
        let cells = [
            "退款\"多久\"到账？", "第一行\n第二行，\"引号\"", "=1+1", "-步骤", "😀 👍🏽", "+86 571 8888", "a,b", "  ", "'=x", "镕喆堃", "@x\r\n",
        ]
        var text = "编号,问题,备注,渠道\r\n"
        var rows: [PlainTable.Row] = []
        rows.reserveCapacity(100_000)
        for index in 0..<100_000 {
            let row = [
                "\(index)", "问题 \(index)：" + cells[index % cells.count], cells[(index / 7) % cells.count],
                cells[index % 5],
            ]
            rows.append(PlainTable.Row(row, place: 0))
            text += row.map { "\"" + (FormulaGuard.guarded($0)).replacing("\"", with: "\"\"") + "\"" }.joined(
                separator: ","
            )
            text += "\r\n"
        }
        let encoded = try #require(text.data(using: String.Encoding(rawValue: 0x8000_0632)))
        let table = try PlainTableReader().read(encoded, name: "q.csv")
        #expect(table.header == ["编号", "问题", "备注", "渠道"])
        #expect(table.rows.map(\.cells) == rows.map(\.cells))
        let back = try written(table, OutputFile("csv"))
        #expect(back.rows.map { Array($0.cells.prefix(4)) } == rows.map(\.cells))
    }
}
