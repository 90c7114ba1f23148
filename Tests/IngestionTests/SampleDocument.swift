import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// A file of Tests/Fixtures.
enum SampleDocument {
    /// Returns the bytes of a file that a program that people use made (reportlab, python-docx, openpyxl, …).
    static func bytes(_ name: String) throws -> Data { try bytes(name, in: "documents") }

    static func read(_ name: String) throws -> ReadDocument { try read(name, in: "documents") }

    /// Reads a small file that reproduces a public bug report of comparable software.
    static func fieldCase(_ name: String) throws -> ReadDocument { try read(name, in: "field-cases") }

    /// Returns the bytes of a file below Tests/Fixtures.
    static func bytes(fixture path: String) throws -> Data { try bytes(path, in: ".") }

    /// Reads a file below Tests/Fixtures.
    static func read(fixture path: String) throws -> ReadDocument { try read(path, in: ".") }

    private static func read(_ name: String, in folder: String) throws -> ReadDocument {
        let reader = try #require(DocumentReaders.standard.reader(for: name))
        return try reader.read(try bytes(name, in: folder), name: "name")
    }

    private static func bytes(_ name: String, in folder: String) throws -> Data {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try Data(contentsOf: tests.appending(path: "Fixtures/\(folder)/\(name)"))
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
