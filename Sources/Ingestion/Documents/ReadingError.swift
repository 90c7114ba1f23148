/// Why a document cannot be read.
package struct ReadingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, to be put behind the document's name: `is not valid UTF-8 (line 3)`.
    package let reason: String
    package let kind: SkippedDocument.Kind

    package init(_ reason: String, kind: SkippedDocument.Kind = .malformed) {
        self.reason = reason
        self.kind = kind
    }

    package var description: String { reason }
}
