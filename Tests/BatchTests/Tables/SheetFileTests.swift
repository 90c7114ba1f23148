import Foundation
import RAGCore
import Testing

@testable import Batch

@Suite struct SheetFileTests {
    @Test("cells have their names, styles and values, and the range covers all of them")
    func cells() throws {
        let sheet = try SheetFile(widths: [12, 48])
        try sheet.append([.text("a"), .text("b")], styles: [.header, .header])
        try sheet.append([.empty, .number(1.5, digits: 2)], styles: [.wrapped, .oneLine])
        try sheet.close(columns: 28)
        let text = try String(contentsOf: sheet.file, encoding: .utf8)
        #expect(text.contains("<col min=\"2\" max=\"2\" width=\"48\" customWidth=\"1\"/>"))
        #expect(
            text.contains(
                "<row r=\"1\"><c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">a</t></is></c>"
            )
        )
        #expect(text.contains("<row r=\"2\"><c r=\"B2\" s=\"4\"><v>1.50</v></c></row>"))
        #expect(text.contains("<autoFilter ref=\"A1:AB2\"/>"))
    }

    @Test("columns are named as in Excel", arguments: [(26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
    func names(columns: Int, name: String) throws {
        let sheet = try SheetFile(widths: [1])
        try sheet.close(columns: columns)
        #expect(try String(contentsOf: sheet.file, encoding: .utf8).contains("ref=\"A1:\(name)1\""))
    }

    @Test("16,384 columns fit, one more does not; the folder goes with the sheet")
    func limits() throws {
        let folder = try SheetFile(widths: Array(repeating: 1, count: 16_384)).folder
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        #expect(throws: RAGError.self) { try SheetFile(widths: Array(repeating: 1, count: 16_385)) }
    }
}
