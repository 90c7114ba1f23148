import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// A document file and the committed text file with its expected result.
struct GoldenDocument: CustomTestStringConvertible {
    /// Origins; a golden file may quote only documents of our own.
    enum Origin: String { case fixtures = "documents", knowledgeBase = "knowledge-base", shared = "docs-formats" }

    let origin: Origin
    /// Path below the folder of its origin.
    let path: String

    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "../..").standardizedFileURL
    static let goldenFolder = root.appending(path: "Tests/Fixtures/golden")

    var testDescription: String { "\(origin.rawValue)/\(path)" }
    var golden: URL { Self.goldenFolder.appending(path: "\(testDescription).txt") }
    /// Whether its text depends on the version of poppler.
    var isPDF: Bool { path.hasSuffix(".pdf") }

    private static func folder(of origin: Origin) -> URL {
        switch origin {
        case .fixtures: root.appending(path: "Tests/Fixtures/documents")
        case .knowledgeBase: root.appending(path: "knowledge-base")
        case .shared: root.deletingLastPathComponent().appending(path: "shared/data/docs-formats")
        }
    }

    /// A scanned page, whose text depends on whether tesseract is installed.
    private static let scan = "scan.pdf"

    /// Returns every document below the folder of `origin` ordered by name, or none if the folder does not exist.
    static func all(_ origin: Origin) -> [GoldenDocument] {
        let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder(of: origin).path)
        return (paths ?? []).sorted().compactMap { path in
            let isDocument = DocumentReaders.standard.reader(for: path) != nil && path != "LICENCE.txt" && path != scan
            return isDocument ? GoldenDocument(origin: origin, path: path) : nil
        }
    }

    /// Returns the result for the document, one fact a line. Of a shared document, whose licence is not ours, only the
    /// title is quoted.
    func facts() throws -> [String] {
        let file = Self.folder(of: origin).appending(path: path)
        let document: ReadDocument
        do {
            document = try DocumentReaders.standard.read(fileAt: file, sizeLimit: 10_000_000)
        } catch {
            return ["refused: \(error.reason)"]
        }
        let source = document.source
        let chunks = Chunker().chunks(of: document)
        var facts = ["title: \(document.title)", "language: \(document.language?.rawValue ?? "-")"]
        facts += document.metadata.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.joined(separator: ", "))" }
        // Notes about scanned pages depend on whether tesseract is installed.
        facts += document.notes.filter { !$0.contains("OCR") && !$0.contains("tesseract") }.map { "note: \($0)" }
        facts.append("lines: \(source.lineCount)")
        if let pages = source.pages(of: source.count..<source.count) { facts.append("pages: \(pages.upperBound)") }
        facts.append("chunks: \(chunks.count)")
        if !isPDF { facts.append("SHA-256: \(ContentHash.of(source.text))") }
        guard origin != .shared else { return facts }
        let lines = source.text.split(whereSeparator: \.isNewline)
        facts.append("first line: \(lines.first?.prefix(80) ?? "")")
        facts.append("last line: \(lines.last?.prefix(80) ?? "")")
        return facts
            + chunks.map { chunk in
                let pages = chunk.pages.map { ", pages \($0.lowerBound)-\($0.upperBound)" } ?? ""
                let place = "chunk \(chunk.ordinal): lines \(chunk.lines.lowerBound)-\(chunk.lines.upperBound)\(pages)"
                return ([place] + chunk.headingPath).joined(separator: " › ")
            }
    }
}
