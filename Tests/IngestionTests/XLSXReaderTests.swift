import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct XLSXReaderTests {
    private func workbook(
        sheets: KeyValuePairs<String, String>,
        state: String = "",
        strings: String = "",
        styles: String = "",
        base: String = ""
    ) throws -> Data {
        let names = sheets.enumerated().map { "<sheet name=\"\($1.key)\" r:id=\"r\($0)\" \($0 == 0 ? state : "")/>" }
        let relations = sheets.indices.map { "<Relationship Id=\"r\($0)\" Target=\"worksheets/s\($0).xml\"/>" }
        let parts: [(String, String)] =
            [
                ("xl/workbook.xml", "<workbook xmlns:r=\"r\">\(base)<sheets>\(names.joined())</sheets></workbook>"),
                ("xl/_rels/workbook.xml.rels", "<Relationships>\(relations.joined())</Relationships>"),
                ("xl/sharedStrings.xml", "<sst>\(strings)</sst>"),
                ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
            ]
            + sheets.enumerated().map {
                ("xl/worksheets/s\($0).xml", "<worksheet><sheetData>\($1.value)</sheetData></worksheet>")
            }
        return try zipFile(parts.map { ($0.0, Data($0.1.utf8)) })
    }

    private func read(_ rows: String, strings: String = "", styles: String = "", base: String = "") throws
        -> ReadDocument
    {
        try XLSXReader().read(
            try workbook(sheets: ["Sheet1": rows], strings: strings, styles: styles, base: base),
            name: "name"
        )
    }

    private func text(_ cell: String, _ text: String) -> String {
        "<c r=\"\(cell)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    }

    @Test(
        "sheets are sections with pairs if the columns have such names, otherwise rows with their header; hidden ones are left out"
    )
    func sample() throws {
        let document = try SampleDocument.read("openpyxl.xlsx")
        #expect(
            document.outline == [
                "# 常见问题", "R 退款多久到账？ = 支付宝 24 小时内，\n银行卡 3 到 5 天。", "R 运费多少？ = 江浙沪 8 元，其他 12 元。",
                "# Prices",
                "R  = Model: Lamp A1\nPrice: 129.9\nSince: 2025-03-01\nShare: 25%\nIn stock: TRUE",
                "R  = Model: Lamp B2\nPrice: 1,299.00\nSince: 2025-12-31 18:30:00\nShare: 12.5%\nIn stock: FALSE",
            ]
        )
        #expect(!document.source.text.contains("secret"))
        let chunks = Chunker().chunks(of: document)
        #expect(chunks.map(\.headingPath) == [["常见问题", "退款"], ["常见问题", "物流"], ["Prices"], ["Prices"]])
        #expect(chunks.map(\.lines.upperBound) == [2, 4, 2, 3])
    }

    @Test("shared texts include all their runs but no ruby text above characters")
    func strings() throws {
        let strings = """
            <si><r><t>退</t></r><r><t xml:space="preserve">款 </t></r><rPh sb="0" eb="1"><t>タイ</t></rPh><phoneticPr/></si>\
            <si><t>a_x000D_\nb</t></si>
            """
        let rows =
            "<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>99</v></c><c t=\"e\"><v>#N/A</v></c></row>"
        let document = try read(rows, strings: strings)
        #expect(document.source.text == "\t退款\ta\nb")
        #expect(document.source.lines(of: 0..<document.source.count) == 3...3)
    }

    @Test("a cell merged over rows applies to each of them")
    func merged() throws {
        let rows = """
            <row r="1">\(text("A1", "分类"))\(text("B1", "问题"))\(text("C1", "答案"))</row>\
            <row r="2">\(text("A2", "退款"))\(text("B2", "多久？"))\(text("C2", "三天"))</row>\
            <row r="3">\(text("B3", "多少？"))\(text("C3", "全额"))</row></sheetData>\
            <mergeCells><mergeCell ref="A2:A1048576"/><mergeCell ref="nonsense"/></mergeCells><sheetData>
            """
        #expect(Chunker().chunks(of: try read(rows)).map(\.headingPath) == [["退款"], ["退款"]])
    }

    @Test("a number is what the sheet displays, also a number in a text format")
    func numbers() throws {
        let styles = """
            <numFmts><numFmt numFmtId="200" formatCode="&quot;¥&quot;#,##0.00"/><numFmt numFmtId="201" formatCode="&quot;No. &quot;@"/></numFmts>\
            <cellXfs><xf/><xf numFmtId="200"/><xf numFmtId="201"/><xf numFmtId="14"/><xf numFmtId="31"/></cellXfs>
            """
        let rows = """
            <row><c><v>0.30000000000000004</v></c><c s="1"><v>1299</v></c><c s="2"><v>7</v></c>\
            <c s="2" t="inlineStr"><is><t>7a</t></is></c><c s="3"><v>45717</v></c><c s="4"><v>45717</v></c></row>
            """
        #expect(try read(rows, styles: styles).source.text == "0.3\t¥1,299.00\t7\tNo. 7a\t2025-03-01\t2025年3月1日")
    }

    @Test("a workbook with the 1904 date system counts days from 1904")
    func base() throws {
        let styles = "<cellXfs><xf numFmtId=\"14\"/></cellXfs>"
        let rows = "<row><c s=\"0\"><v>1</v></c></row>"
        #expect(try read(rows, styles: styles, base: "<workbookPr date1904=\"1\"/>").source.text == "1904-01-02")
    }

    @Test("columns chosen by the customer apply to every sheet")
    func columns() throws {
        let rows = "<row>\(text("A1", "甲"))\(text("B1", "乙"))</row><row>\(text("A2", "怎么退？"))\(text("B2", "三天内"))</row>"
        let bytes = try workbook(sheets: ["一": rows, "二": rows])
        let document = try XLSXReader(columns: TableColumns(question: "甲", answer: "乙")).read(bytes, name: "x")
        #expect(document.outline == ["# 一", "R 怎么退？ = 三天内", "# 二", "R 怎么退？ = 三天内"])
    }

    @Test("bad input is refused with a reason and allocates little memory")
    func refusals() throws {
        let whole = try SampleDocument.bytes("openpyxl.xlsx")
        for length in stride(from: 0, to: whole.count - 1, by: 499) {
            #expect(refusal { try XLSXReader().read(whole.prefix(length), name: "x") } != nil)
        }
        var random = SeededRandom(seed: 9)
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<8 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = refusal { try XLSXReader().read(bytes, name: "x") }
        }
        let far = (1...3_000).map { "<row r=\"\($0)\"><c r=\"XFD\($0)\"><v>1</v></c></row>" }.joined()
        #expect(
            try read("<row>\(text("A1", "a"))</row>" + far).notes == ["columns after column 500 were left out"]
        )
        let large = "<si><t>\(String(repeating: "x", count: 100_000))</t></si>"
        let many = String(repeating: "<row><c t=\"s\"><v>0</v></c></row>", count: 1_000)
        #expect(refusal { try read(many, strings: large) }?.contains("more cells than the limit") == true)
        let entity = "<!DOCTYPE w [<!ENTITY a \"b\">]><worksheet/>"
        let bytes = try zipFile([
            "xl/workbook.xml": "<workbook><sheets><sheet name=\"a\" id=\"r\"/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels": "<R><Relationship Id=\"r\" Target=\"/s.xml\"/></R>", "s.xml": entity,
        ])
        #expect(refusal { try XLSXReader().read(bytes, name: "x") }?.contains("document type") == true)
    }
}
