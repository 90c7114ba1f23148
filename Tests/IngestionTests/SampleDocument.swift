import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// A file of Tests/Fixtures/documents, made by a program that people use (reportlab, python-docx, openpyxl, …).
enum SampleDocument {
    static func bytes(_ name: String) throws -> Data {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try Data(contentsOf: tests.appending(path: "Fixtures/documents/\(name)"))
    }

    /// Returns the bytes of a file of Tests/Fixtures.
    static func bytes(fixture path: String) throws -> Data {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try Data(contentsOf: tests.appending(path: "Fixtures/\(path)"))
    }

    /// Reads a file of Tests/Fixtures.
    static func read(fixture path: String) throws -> ReadDocument {
        let reader = try #require(DocumentReaders.standard.reader(for: path))
        return try reader.read(try bytes(fixture: path), name: "name")
    }

    static func read(_ name: String) throws -> ReadDocument {
        let reader = try #require(DocumentReaders.standard.reader(for: name))
        return try reader.read(try bytes(name), name: "name")
    }
}

extension ReadDocument {
    /// Outline of the blocks, each on lines of its own: `#` for headings, `T` for tables, `R` for records with their
    /// question, `-` for others.
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

/// Returns the reason why reading fails, or nil if it succeeds.
func refusal(_ read: () throws -> ReadDocument) -> String? {
    do {
        _ = try read()
        return nil
    } catch {
        return (error as? ReadingError)?.reason
    }
}
