import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct LegacyOfficeReaderTests {
    private func bytes(_ name: String) throws -> Data {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try Data(contentsOf: tests.appending(path: "Fixtures/legacy/\(name)"))
    }

    @Test(
        "texts and tables of old formats are read as those of the current ones",
        .enabled(if: LegacyOfficeReader.installedTool != nil, "LibreOffice is not installed: no old format was read"),
        arguments: [
            ("libreoffice.doc", "T | 地区 | 首重（元） | 说明 |"), ("libreoffice.rtf", "T | 地区 | 首重（元） | 说明 |"),
            ("libreoffice.xls", "R "),
        ]
    )
    func conversion(name: String, line: String) throws {
        let reader = try #require(DocumentReaders.standard.reader(for: name))
        let document = try reader.read(try bytes(name), name: "name")
        #expect(document.outline.contains { $0.hasPrefix(line) }, "\(document.outline)")
    }

    @Test("without LibreOffice, a document is left out with the way to read it")
    func noTool() throws {
        let reader = LegacyOfficeReader("doc", as: DOCXReader(), tool: nil)
        let error = #expect(throws: ReadingError.self) { try reader.read(try bytes("libreoffice.doc"), name: "name") }
        #expect(error?.kind == .needsTool)
        #expect(error?.reason.contains("install libreoffice") == true)
    }

    @Test("bytes of another kind are not shown to LibreOffice, which would take them for a text")
    func noise() throws {
        let reader = LegacyOfficeReader("doc", as: DOCXReader(), tool: "/bin/false")
        #expect(
            refusal { try reader.read(Data([1, 2, 3, 200]), name: "name") }
                == "does not match its file name: it is no document of that kind"
        )
    }

    @Test("a program that fails gives one clear reason")
    func failure() throws {
        let reader = LegacyOfficeReader("doc", as: DOCXReader(), tool: "/bin/false")
        #expect(
            refusal { try reader.read(Data("{\\rtf1 x}".utf8), name: "name") }
                == "cannot be converted by LibreOffice: it is damaged or protected by a password"
        )
    }
}
