import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// Pages as the usual page builders make them. Tests/Fixtures/pages/expected.tsv says of each what must be read (`in`,
/// or the headings that a text stands under, `-` for none), what must not (`out`), and what the report must note.
@Suite struct WebPagesTests {
    struct Expectation: Sendable { let kind, text: String }

    static let pages: [String: [Expectation]] = {
        let table = (try? String(contentsOf: folder.appending(path: "expected.tsv"), encoding: .utf8)) ?? ""
        let rows = table.split(separator: "\n").dropFirst().map { $0.split(separator: "\t").map(String.init) }
        return Dictionary(grouping: rows.filter { $0.count == 3 }) { $0[0] }
            .mapValues { $0.map { Expectation(kind: $0[1], text: $0[2]) } }
    }()

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fixtures/pages").standardizedFileURL

    @Test(
        "a page gives its content under its headings, and nothing of the site around it",
        arguments: pages.keys.sorted()
    )
    func content(_ page: String) throws {
        let bytes = try Data(contentsOf: Self.folder.appending(path: page + ".html"))
        let document = try HTMLReader().read(bytes, name: page)
        let chunks = Chunker().chunks(of: document)
        let all = chunks.map { ($0.headingPath + [$0.text]).joined(separator: "\n") }.joined(separator: "\n")
        for expected in Self.pages[page] ?? [] {
            switch expected.kind {
            case "in": #expect(chunks.contains { $0.text.contains(expected.text) }, "missing: \(expected.text)")
            case "out": #expect(!all.contains(expected.text))
            case "note": #expect(document.notes.contains(expected.text))
            default:
                let path = expected.kind == "-" ? [] : expected.kind.components(separatedBy: " › ")
                let paths = chunks.filter { $0.text.contains(expected.text) }.map(\.headingPath)
                #expect(paths == [path], "\(expected.text)")
            }
        }
    }

    @Test("each page has expectations")
    func complete() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(names.filter { $0.hasSuffix(".html") }) == Set(Self.pages.keys.map { $0 + ".html" }))
        #expect(Self.pages.count >= 12)
    }
}
