import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct PlainTableReaderTests {
    private func read(_ text: String, _ name: String? = "q.csv", column: String? = nil) throws -> PlainTable {
        try PlainTableReader(column: column).read(Data(text.utf8), name: name)
    }

    private func refusal(_ text: String, _ name: String? = "q.csv", column: String? = nil) -> String? {
        do {
            _ = try read(text, name, column: column).questionColumn(named: column)
            return nil
        } catch {
            return (error as? ReadingError)?.reason
        }
    }

    @Test("cells are kept as in the file, blank rows are left out, and every row has its line")
    func exact() throws {
        let table = try read("id, 问题 ,备注\r\n 1 ,\" 怎么\n\n退款？ \",\r\n,,\r\n \t, ,\r\n7,x\ty,\"\"\"ok\"\"\"\r\n")
        #expect(table.header == ["id", " 问题 ", "备注"])
        #expect(table.rows.map(\.cells) == [[" 1 ", " 怎么\n\n退款？ ", ""], ["7", "x\ty", "\"ok\""]])
        #expect(table.rows.map(\.place) == [2, 7])
        #expect(try table.questionColumn() == 1)
    }

    @Test("GB18030, UTF-16 and a byte order mark are read", arguments: [0x8000_0632, 10, 4] as [UInt])
    func encodings(encoding: UInt) throws {
        let text = "编号,问题\n1,订单什么时候发货？我已经等了三天了\n2,运费是多少，可以包邮吗？"
        let encoded = try #require(text.data(using: String.Encoding(rawValue: encoding)))
        let bytes = encoding == 4 ? Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8) : encoded
        let table = try PlainTableReader().read(bytes, name: "q.csv")
        #expect(table.header == ["编号", "问题"])
        #expect(table.rows.map { $0[1] } == ["订单什么时候发货？我已经等了三天了", "运费是多少，可以包邮吗？"])
    }

    @Test("a title above the header is not part of the table")
    func titled() throws {
        let table = try read("十一月客户问题,,\n导出时间：11-22,,\nid,客户问题,渠道\n1,运费多少？,微信")
        #expect(table.header == ["id", "客户问题", "渠道"])
        #expect(table.rows.map(\.place) == [4])
    }

    @Test("without a header, a single column holds the questions, and of several one is chosen by number")
    func headerless() throws {
        #expect(try read("运费多少？\n怎么退款？").rows.count == 2)
        #expect(try read("运费多少？\n怎么退款？").questionColumn() == 0)
        #expect(try read("1,运费多少？\n2,怎么退款？", column: "2").questionColumn(named: "2") == 1)
        #expect(
            refusal("1,运费多少？\n2,怎么退款？")
                == "has no header: choose the question column by number, from 1 to 2"
        )
    }

    @Test(
        "the column of the questions is found by name",
        arguments: [
            ("id,问题", nil, 1), ("question,answer", nil, 0), ("标题,问题", nil, 1), ("标准问题,客户问题（必填）", nil, 1),
            ("Customer Question,Title", nil, 0), ("a,b,c", "C", 2), ("a,b,c", "2", 1),
            ("提问,回复", "回复", 1), ("q1,question", nil, 1), ("only", nil, 0),
        ] as [(String, String?, Int)]
    )
    func questionColumn(header: String, choice: String?, column: Int) throws {
        let table = try read(header + "\n甲,乙,丙".prefix(header.split(separator: ",").count * 2), column: choice)
        #expect(try table.questionColumn(named: choice) == column)
    }

    @Test(
        "if the question column is ambiguous, the error lists the columns",
        arguments: [
            ("id,text\n1,x", nil, "has no column with a name for questions; choose one: 1 id, 2 text"),
            (
                "用户问题,客户问题\na,b", nil,
                "has 2 columns that may contain the questions; choose one by number: 1 用户问题, 2 客户问题"
            ),
            ("id,text\n1,x", "问题", "has no column 问题: it has 1 id, 2 text"),
            ("id,text\n1,x", "3", "has no column 3: it has 1 id, 2 text"),
        ] as [(String, String?, String)]
    )
    func unclear(csv: String, choice: String?, error: String) {
        #expect(refusal(csv, column: choice) == error)
    }

    @Test("a text has one question a line, whatever it contains")
    func text() throws {
        let table = try read("Hello, where is it?\n\n  我有一个问题，\"怎么\"退款？ \nQ: x; y\n", "q.txt")
        #expect(table.header.isEmpty)
        #expect(table.rows.map(\.cells) == [["Hello, where is it?"], ["  我有一个问题，\"怎么\"退款？ "], ["Q: x; y"]])
        #expect(table.rows.map(\.place) == [1, 3, 4])
    }

    @Test(
        "the format of data from a pipe is detected",
        arguments: [
            ("Hi, how much?\nHi, where is it?", 0), ("id,question\n1,how?", 2), ("id\t问题\n1\t多少？", 2), ("问题\n多少？", 1),
            ("{\"id\": 1, \"问题\": \"多少？\"}", 2), ("[急] 退款\n多少？", 0), ("我有一个问题\n多少？", 0),
        ]
    )
    func looks(text: String, columns: Int) throws {
        #expect(try read(text, nil).header.count == columns)
    }

    @Test(
        "keys of JSON objects are columns in order of appearance, nested values stay JSON, single strings are questions"
    )
    func jsonLines() throws {
        let table = try read(
            "{\"question\":\"a\\nb\",\"n\":1.50,\"tags\":[\"x\",{\"y\":null}]}\n\n{\"late\":\"\\\"q\\\"\",\"question\":\"c\"}\n\"d\"\n",
            "q.jsonl"
        )
        #expect(table.header == ["question", "n", "tags", "late"])
        #expect(
            table.rows.map(\.cells) == [["a\nb", "1.50", "[\"x\",{\"y\":null}]"], ["c", "", "", "\"q\""], ["d"]]
        )
        #expect(table.rows.map(\.place) == [1, 3, 4])
        #expect(table.rows.map(\.literals) == [[1, 2, 3], [1, 2], [1, 2, 3]], "what was no text, or not there")
        #expect(try read("[{\"q\":\"a\"},{\"q\":\"b\"}]", "q.json").rows.count == 2)
        #expect(refusal("{\"q\":\"a\"}\n{\"q\":\n", "q.jsonl") == "is not valid JSON in line 3")
        #expect(refusal("{\"q\":\"a\"}\n7", "q.jsonl") == "has neither an object nor a text in line 2, but 7")
    }

    @Test("a table that would be read wrongly is refused with its line, not read in part")
    func refused() {
        #expect(refusal("question,n\na,1\n\"b,2\n") == "has a quotation mark in line 3 that is never closed")
        #expect(
            refusal("id,question\n1,Hello, where is it?\n2,x,\n3,a,b")
                == "has 3 cells in line 2 and 1 more, but its header has 2: put cells that contain a comma in quotation marks"
        )
        #expect(refusal("") == "is empty")
        #expect(refusal("\n \n", "q.txt") == "is empty")
        let cell = "question\nx\n\"" + String(repeating: "很长", count: 200_000) + "\""
        #expect(refusal(cell)?.hasPrefix("has more than 1000000 bytes in a cell of line 3") == true)
    }

    @Test("the first sheet of a workbook is read, or the one with a name, with its cells as they are")
    func workbook() throws {
        let bytes = try SampleDocument.bytes("openpyxl.xlsx")
        let first = try PlainTableReader().read(bytes, name: "q.xlsx")
        let column = try first.questionColumn()
        #expect(first.rows.map { $0[column] } == ["退款多久到账？", "运费多少？"])
        #expect(first.rows.map(\.place) == [2, 4])
        let prices = try PlainTableReader(sheet: "prices").read(bytes, name: nil)
        #expect(prices.header.first == "Model")
        #expect(throws: ReadingError("has no sheet 二: it has 常见问题, Prices")) {
            try PlainTableReader(sheet: "二").read(bytes, name: "q.xlsx")
        }
    }

    @Test("an apostrophe that guards a formula is not part of the text")
    func guarded() throws {
        #expect(try read("question,n\n'=1+1,'x\n'-5,'＝A1").rows.map(\.cells) == [["=1+1", "'x"], ["'-5", "＝A1"]])
    }

    @Test("a NUL in a cell goes out with a note, and the row stays; bytes with many are no text")
    func nul() throws {
        let table = try read("question,n\nHow l\0ong?,1\n多\0久？,2\n")
        #expect(table.rows.map(\.cells) == [["How long?", "1"], ["多久？", "2"]])
        #expect(table.notes == ["NUL characters were removed (first: line 2)"])
        #expect(try read("How l\0ong?\n", "q.txt").rows.map(\.cells) == [["How long?"]])
        #expect(refusal("question\n" + String(repeating: "a\0", count: 50))?.contains("NUL") == true)
        let wide = Data([0xFF, 0xFE]) + (try #require("问题,n\n多久？,1\n".data(using: .utf16LittleEndian)))
        #expect(try PlainTableReader().read(wide, name: "q.csv").rows.map(\.cells) == [["多久？", "1"]])
    }
}
