import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// A file of Tests/Fixtures/documents: made by the programs that people use (reportlab, python-docx, openpyxl, ...).
enum SampleDocument {
    static func bytes(_ name: String) throws -> Data {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try Data(contentsOf: tests.appending(path: "Fixtures/documents/\(name)"))
    }

    static func read(_ name: String) throws -> ReadDocument {
        let reader = try #require(DocumentReaders.standard.reader(for: name))
        return try reader.read(try bytes(name), name: "name")
    }
}

extension ReadDocument {
    /// Each block on lines of its own: `#` for headings, `T` tables, `R` records with their question, `-` all others.
    var outline: [String] {
        blocks.map { block in
            let text = block.text ?? String(source[block.range])
            return switch block.kind {
            case .heading(let level, let title): String(repeating: "#", count: level) + " " + title
            case .table: "T " + text
            case .record(let question, _): "R \(question ?? "") = \(text)"
            case .prose, .code: text
            }
        }
    }
}

/// The reason that reading fails with; nil where it does not.
func refusal(_ read: () throws -> ReadDocument) -> String? {
    do {
        _ = try read()
        return nil
    } catch {
        return (error as? ReadingError)?.reason
    }
}
