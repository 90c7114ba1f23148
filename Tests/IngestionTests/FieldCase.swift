import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// A file of Tests/Fixtures/field-cases: a situation from a public bug report of comparable software.
enum FieldCase {
    static func read(_ name: String) throws -> ReadDocument {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/field-cases")
        let reader = try #require(DocumentReaders.standard.reader(for: name))
        let bytes = try Data(contentsOf: folder.standardizedFileURL.appending(path: name))
        return try reader.read(bytes, name: (name as NSString).deletingPathExtension)
    }

    /// Returns the chunks of a file, each as its headings and its text: `A › B: text`.
    static func passages(_ name: String) throws -> [String] { passages(of: try read(name)) }

    static func passages(of document: ReadDocument) -> [String] {
        Chunker().chunks(of: document).map { chunk in
            let text = chunk.text.replacing("\n\n", with: "\n")
            return chunk.headingPath.isEmpty ? text : chunk.headingPath.joined(separator: " › ") + ": " + text
        }
    }
}
