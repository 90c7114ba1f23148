/// A remark about a document that went in.
package struct DocumentNote: Sendable, Hashable, Codable, CustomStringConvertible {
    package let path: String
    /// To be put behind the path: `3 rows without an answer were left out (first: row 7)`.
    package let text: String

    package var description: String { "\(path): \(text)" }
}
