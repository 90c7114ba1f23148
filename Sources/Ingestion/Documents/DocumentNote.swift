/// A remark about a document that was indexed.
package struct DocumentNote: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Path of the document in the knowledge base.
    package let path: String
    /// Text to show after the path: `3 rows without an answer were left out (first: row 7)`.
    package let text: String

    /// Path and text as one line.
    package var description: String { "\(path): \(text)" }
}
