import Foundation
import RAGCore
import TestSupport
import Testing
import ZipFile

@testable import Batch
@testable import Ingestion

@Suite struct WorkbookCopyTests {
    private let fieldCase = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/field-cases/08-batch-tickets.xlsx")

    /// Answers every question of a workbook and returns the bytes of the copy.
    private func answered(_ bytes: Data, column: String? = nil) throws -> Data {
        let table = try PlainTableReader(column: column).read(bytes, name: "q.xlsx")
        let question = try table.questionColumn(named: column)
        let origin = try #require(WorkbookOrigin(bytes: bytes, sheet: table.sheetPart, headerRow: table.headerPlace))
        let file = try OutputFile("xlsx")
        let handle = try file.open()
        var writer = try #require(try WorkbookCopyWriter(AnswerTable(table, column: question), of: origin, to: handle))
        for (index, row) in table.rows.enumerated() {
            var answer = AnsweredRow(row: index, question: row[question])
            answer.answer = "=1+1 <b>&\u{1}\n第二行"
            answer.certainty = 0.5
            try writer.write(row, row[question].isEmpty ? nil : answer)
        }
        try writer.finish()
        try handle.close()
        return try Data(contentsOf: file.url)
    }

    private func part(_ name: String, of bytes: Data) throws -> String {
        var archive = try ZipReader(bytes)
        return String(decoding: try #require(try archive.part(name)), as: UTF8.self)
    }

    /// Returns a workbook with one sheet of this XML.
    private func workbook(
        _ sheet: String,
        styles: String = "<styleSheet><cellXfs count=\"1\"><xf/></cellXfs></styleSheet>"
    )
        throws -> Data
    {
        let file = try OutputFile("xlsx")
        let type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        try ZipWriter.write(
            [
                (
                    "[Content_Types].xml",
                    .text("<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"\(type)\"/></Types>")
                ),
                ("xl/workbook.xml", .text("<workbook><sheets><sheet name=\"S\" id=\"r1\"/></sheets></workbook>")),
                ("xl/_rels/workbook.xml.rels", .text("<R><Relationship Id=\"r1\" Target=\"worksheets/s.xml\"/></R>")),
                ("xl/worksheets/s.xml", .text(sheet)), ("xl/styles.xml", .text(styles)),
            ],
            to: file.url.path
        )
        return try Data(contentsOf: file.url)
    }

    @Test("numbers with zeros, dates and other sheets stay; a question without a value and an unread sheet give notes")
    func tickets() throws {
        let bytes = try Data(contentsOf: fieldCase)
        let table = try PlainTableReader().read(bytes, name: "q.xlsx")
        #expect(table.rows.map { $0[3] } == ["01067", "", "99999", "0571"])
        #expect(table.rows.map { $0[2] }.first == "2024-03-09")
        #expect(
            table.notes == [
                "1 formula without a saved value was left out (B5)",
                "sheet More was not read; choose another with --sheet",
            ]
        )
        let copy = try answered(bytes)
        for name in ["xl/worksheets/sheet2.xml", "xl/workbook.xml", "[Content_Types].xml", "docProps/app.xml"] {
            #expect(try part(name, of: copy) == part(name, of: bytes))
        }
        let sheet = try part("xl/worksheets/sheet1.xml", of: copy)
        #expect(
            sheet.contains("<c r=\"C4\" s=\"1\" t=\"n\"><v>45360</v></c><c r=\"D4\" s=\"2\" t=\"n\"><v>1067</v></c>")
        )
        #expect(sheet.contains("<f>1+1</f>"))
        let back = try PlainTableReader().read(copy, name: "a.xlsx")
        #expect(back.header[5] == "answer")
        #expect(back.rows.map { $0[3] } == ["01067", "", "99999", "0571"])
        #expect(back.rows.map { $0[5] } == ["=1+1 <b>&\u{1}\n第二行", "", "=1+1 <b>&\u{1}\n第二行", "=1+1 <b>&\u{1}\n第二行"])
        #expect(back.rows.map(\.place) == [4, 5, 6, 7])
    }

    @Test("an analysis reads dates of any display as ISO dates")
    func dates() throws {
        let styles = """
            <styleSheet><numFmts><numFmt numFmtId="200" formatCode="d-mmm-yy"/><numFmt numFmtId="201" formatCode="[h]:mm"/></numFmts>\
            <cellXfs><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs></styleSheet>
            """
        let sheet = """
            <worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>question</t></is></c><c t="inlineStr"><is><t>date</t></is></c></row>\
            <row r="2"><c t="inlineStr"><is><t>Why?</t></is></c><c s="0"><v>45360</v></c><c s="0"><v>45360.5</v></c><c s="1"><v>1.5</v></c></row>\
            </sheetData></worksheet>
            """
        let bytes = try workbook(sheet, styles: styles)
        let iso = try PlainTableReader(usesISODates: true).read(bytes, name: "q.xlsx")
        #expect(iso.rows.first.map { Array($0.cells.dropFirst()) } == ["2024-03-09", "2024-03-09 12:00:00", "36:00"])
        #expect(try PlainTableReader().read(bytes, name: "q.xlsx").rows.first?[1] == "9-Mar-24")
    }

    @Test("nothing but the new cells differs, whatever the sheet holds")
    func bytes() throws {
        let sheet = """
            <?xml version="1.0"?><x:worksheet xmlns:x="m"><!-- <row r="1"> --><x:dimension ref="A1:C3"/><x:cols><x:col min="1" max="1" \
            width="9" hidden="1"/><x:col min="2" max="16384" width="20"/></x:cols><x:sheetData><x:row r="1" spans="1:3" ht="30">\
            <x:c r="A1" t="inlineStr"><x:is><x:t>id</x:t></x:is></x:c><x:c r="B1" s="0" t="inlineStr"><x:is><x:t>question</x:t></x:is></x:c>\
            <x:c r="C1" s="0"/><x:c r="D1" s="0"></x:c></x:row><x:row r="2"/><x:row r="3"><x:c r="A3"><x:f>1&gt;0</x:f><x:v>7</x:v></x:c>\
            <x:c r="B3" t="inlineStr"><x:is><x:t>Why &gt; how?</x:t></x:is></x:c></x:row></x:sheetData><x:autoFilter ref="A1:C3"/>\
            <x:controls><xdr:col>9</xdr:col><xdr:row>9</xdr:row><xm:f>A9</xm:f></x:controls></x:worksheet>
            """
        let copy = try part("xl/worksheets/s.xml", of: answered(workbook(sheet)))
        #expect(
            copy.contains(
                "<x:dimension ref=\"A1:R3\"/><x:cols><x:col min=\"1\" max=\"1\" width=\"9\" hidden=\"1\"/><x:col min=\"2\" max=\"2\" width=\"20\"/><x:col min=\"3\" max=\"3\" width=\"70\""
            )
        )
        #expect(copy.contains("<x:row r=\"1\"  ht=\"30\">"))
        #expect(
            copy.contains(
                "<x:t>question</x:t></x:is></x:c><x:c r=\"C1\" s=\"0\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">answer</x:t>"
            )
        )
        #expect(copy.contains("<x:row r=\"2\"/><x:row r=\"3\"><x:c r=\"A3\"><x:f>1&gt;0</x:f><x:v>7</x:v></x:c>"))
        #expect(copy.contains("<x:c r=\"G3\" s=\"2\"><x:v>0.500</x:v></x:c>"))
        #expect(copy.hasSuffix(String(sheet[(sheet.range(of: "</x:sheetData>")?.lowerBound ?? sheet.endIndex)...])))
        #expect(!copy.contains("D1\" s=\"0\"></x:c>"))
    }

    @Test("a workbook with macros, or without a header, is not copied")
    func others() throws {
        let sheet =
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>How?</t></is></c></row></sheetData></worksheet>"
        let table = try PlainTableReader().read(try workbook(sheet), name: "q.xlsx")
        #expect(WorkbookOrigin(bytes: Data(), sheet: table.sheetPart, headerRow: table.headerPlace) == nil)
        let origin = try #require(WorkbookOrigin(bytes: Data("PK".utf8), sheet: "s.xml", headerRow: 1))
        #expect(try WorkbookCopyWriter(AnswerTable(table, column: 0), of: origin, to: OutputFile("xlsx").open()) == nil)
    }

    @Test("LibreOffice shows the same in all other cells", .enabled(if: Office.isInstalled))
    func office() throws {
        let bytes = try Data(contentsOf: fieldCase)
        let before = try Office.shown(bytes)
        let after = try Office.shown(try answered(bytes))
        #expect(before.map { Array($0.prefix(5)) } == after.map { Array($0.prefix(5)) })
        #expect(after[1].dropFirst(5).prefix(2) == ["answer", "decision"])
        #expect(after[2][5].hasPrefix("=1+1 <b>&") && after[2][5].hasSuffix("第二行"))
    }
}

/// LibreOffice, which converts a workbook to the CSV that it displays.
private enum Office {
    static let path = "/usr/bin/soffice"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// Returns the cells of the rows with text in the first sheet.
    static func shown(_ workbook: Data) throws -> [[String]] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kefu-office-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try workbook.write(to: folder.appending(path: "a.xlsx"))
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = [
            "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true", "--outdir", folder.path,
            folder.appending(path: "a.xlsx").path,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let text = try String(contentsOf: folder.appending(path: "a.csv"), encoding: .utf8)
        return try DelimitedText(SourceText(text)).rows().map { row in
            row.cells.map { $0.replacing("\r\n", with: "\n") }
        }
    }
}
