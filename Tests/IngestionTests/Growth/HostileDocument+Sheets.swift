import Foundation
import TestSupport

extension HostileDocument {
    private static func workbook(rows: String, strings: String = "", styles: String = "", more: String = "") -> [(
        name: String, bytes: Data
    )] {
        [
            part(
                "xl/workbook.xml",
                "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"r0\"/></sheets></workbook>"
            ),
            part(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"r0\" Target=\"worksheets/s.xml\"/></Relationships>"
            ),
            part("xl/sharedStrings.xml", "<sst>\(strings)</sst>"),
            part("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
            part("xl/worksheets/s.xml", "<worksheet><sheetData>\(rows)</sheetData>\(more)</worksheet>"),
        ]
    }

    private static func row(_ number: Int, _ cells: String) -> String { "<row r=\"\(number)\">\(cells)</row>" }
    private static func cell(_ text: String) -> String { "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>" }
    private static let twoRows = row(1, cell("name") + cell("price")) + row(2, cell("a") + cell("1"))

    static let sheets =
        packed("xlsx", rows) { workbook(rows: $0) }
        + packed("xlsx", merges) { workbook(rows: twoRows, more: "<mergeCells>\($0)</mergeCells>") }
        + packed("xlsx", columns) { workbook(rows: twoRows, more: "<cols>\($0)</cols>") }
        + packed("xlsx", strings) { strings in
            workbook(rows: row(1, "<c t=\"s\"><v>0</v></c>") + twoRows, strings: strings)
        }
        + packed("xlsx", styles) { styles in workbook(rows: row(1, "<c s=\"1\"><v>5</v></c>") + twoRows, styles: styles)
        }
        + [
            HostileDocument("xlsx", "merged cells and rows") { size in
                let count = size / 120
                let rows = (1...max(count, 1)).map { row($0, cell("a") + cell("b")) }.joined()
                let merges = (1...max(count / 2, 1)).map { "<mergeCell ref=\"A\($0 * 2 - 1):A\($0 * 2)\"/>" }.joined()
                return try zipFile(workbook(rows: rows, more: "<mergeCells>\(merges)</mergeCells>"))
            },
            HostileDocument("xlsx", "overlapping merged cells") { size in
                let count = size / 120
                let rows = (1...max(count, 1)).map { row($0, cell("a") + cell("b")) }.joined()
                let merges = String(repeating: "<mergeCell ref=\"A1:B\(max(count, 1))\"/>", count: max(count / 2, 1))
                return try zipFile(workbook(rows: rows, more: "<mergeCells>\(merges)</mergeCells>"))
            },
        ]

    private static let rows = [
        HostileText("rows", numbered: { row($0 + 1, cell("a\($0)") + cell("b")) }),
        HostileText("one wide row", numbered: { _ in cell("a") }).within("<row r=\"1\">", "</row>"),
        HostileText("distant columns", numbered: { row($0 + 1, "<c r=\"XFD\($0 + 1)\"><v>1</v></c>") }),
        HostileText("distant rows", numbered: { row(($0 + 1) * 1000, cell("a") + cell("b")) }),
        HostileText(
            "rows and gaps",
            numbered: { row($0 * 3 + 1, cell("name\($0)") + cell("size")) + row($0 * 3 + 2, cell("a") + cell("1")) }
        ),
        HostileText("wide rows", numbered: { number in row(number + 1, String(repeating: cell("a"), count: 400)) }),
        HostileText(
            "rows with steps",
            numbered: { number in row(number + 1, String(repeating: cell("a"), count: number % 300)) }
        ),
        HostileText("the same row", repeating: row(1, cell("a") + cell("b"))),
        HostileText("rows backwards", numbered: { row(1_000_000 - $0, cell("a") + cell("b")) }),
        HostileText("numbers", numbered: { row($0 + 1, "<c><v>\($0).5</v></c><c><v>1</v></c>") }),
        HostileText("escaped characters", repeating: "_x0041_").within(
            "<row r=\"1\"><c t=\"str\"><v>",
            "</v></c></row>"
        ),
        HostileText("parts of escapes", repeating: "_x00").within("<row r=\"1\"><c t=\"str\"><v>", "</v></c></row>"),
        HostileText("runs in a cell", repeating: "<r><t>a </t></r>").within(
            "<row r=\"1\"><c t=\"inlineStr\"><is>",
            "</is></c></row>"
        ),
        HostileText("a long number", repeating: "1").within("<row r=\"1\"><c><v>", "</v></c></row>"),
    ]

    private static let merges = [
        HostileText("merged cells", numbered: { "<mergeCell ref=\"A\($0 + 1):B\($0 + 1)\"/>" }),
        HostileText("large merged cells", repeating: "<mergeCell ref=\"A1:XFD1048576\"/>"),
    ]

    private static let columns = [
        HostileText("hidden columns", repeating: "<col min=\"1\" max=\"16384\" hidden=\"1\"/>")
    ]

    private static let strings = [
        HostileText("shared texts", numbered: { "<si><t>a\($0)</t></si>" }),
        HostileText("shared runs", repeating: "<r><t>a </t></r>").within("<si>", "</si>"),
    ]

    private static let styles = [
        HostileText("number formats", numbered: { "<numFmt numFmtId=\"\($0 + 200)\" formatCode=\"0.0\"/>" }).within(
            "<numFmts>",
            "</numFmts>"
        ),
        HostileText("a long number format", repeating: "0").within(
            "<numFmts><numFmt numFmtId=\"200\" formatCode=\"",
            "\"/></numFmts><cellXfs><xf/><xf numFmtId=\"200\"/></cellXfs>"
        ),
        HostileText("a format of dates", repeating: "yyyy").within(
            "<numFmts><numFmt numFmtId=\"200\" formatCode=\"",
            "\"/></numFmts><cellXfs><xf/><xf numFmtId=\"200\"/></cellXfs>"
        ),
        HostileText("a format of sections", repeating: "0;").within(
            "<numFmts><numFmt numFmtId=\"200\" formatCode=\"",
            "\"/></numFmts><cellXfs><xf/><xf numFmtId=\"200\"/></cellXfs>"
        ),
        HostileText("a format of brackets", repeating: "[h").within(
            "<numFmts><numFmt numFmtId=\"200\" formatCode=\"",
            "\"/></numFmts><cellXfs><xf/><xf numFmtId=\"200\"/></cellXfs>"
        ),
        HostileText("cell styles", repeating: "<xf numFmtId=\"14\"/>").within("<cellXfs>", "</cellXfs>"),
    ]
}
