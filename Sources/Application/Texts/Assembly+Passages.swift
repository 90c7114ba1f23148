import Foundation
import Ingestion
import Insight
import RAGCore

extension Assembly {
    /// Returns the passages of the document or the source code at `path`, cut as a refresh cuts it, so that a function
    /// is a text; nil for a table of texts, for text with one text a line, and for an unknown format. Throws
    /// `UsageError` if the file cannot be read or has no texts.
    func passages(ofFileAt path: String) throws -> TextCollection? {
        let url = URL(filePath: path)
        let fileExtension = url.pathExtension.lowercased()
        guard path != "-", !Self.tableExtensions.contains(fileExtension),
            DocumentReaders.standard.reader(for: path) != nil
        else { return nil }
        let document: ReadDocument
        do {
            document = try DocumentReaders(process: Self.readerProcess)
                .read(fileAt: url, sizeLimit: settings.knowledgeBase.byteLimit)
        } catch {
            throw UsageError("\(path) \(error.reason)")
        }
        let records = chunker.chunks(of: document).map { chunk in
            TextRecord(
                chunk.embeddedText(title: document.title),
                place: "\(path):\(chunk.lines.lowerBound)"
            )
        }
        guard !records.isEmpty else { throw UsageError("\(path) holds no texts") }
        return TextCollection(
            records: records,
            name: path,
            notes: document.notes.map { "\(path): \($0)" },
            role: .passage
        )
    }

    /// Extensions of files that hold one text a row or a line, although they are documents as well.
    private static let tableExtensions: Set = [
        "csv", "tsv", "tab", "xlsx", "xlsm", "xls", "json", "jsonl", "ndjson", "txt", "text",
    ]
}
