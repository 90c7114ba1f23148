/// An error that says why a document cannot be read.
package struct ReadingError: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    /// Reason to show after the document's name: `is not valid UTF-8 (line 3)`.
    package let reason: String
    /// Group of the reason, which decides how the report treats the document.
    package let kind: SkippedDocument.Kind

    /// Creates an error; `reason` continues a sentence that begins with the document's name.
    package init(_ reason: String, kind: SkippedDocument.Kind = .malformed) {
        self.reason = reason
        self.kind = kind
    }

    /// The reason alone.
    package var description: String { reason }
}
