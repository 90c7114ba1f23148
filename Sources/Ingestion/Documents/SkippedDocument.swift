/// A file or folder of the knowledge base that was not indexed, and the reason.
package struct SkippedDocument: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Groups of reasons.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// No reader for this format: often not meant to be indexed, and not a fault.
        case unsupported
        /// Nothing to index.
        case empty
        /// Over the size limit; the file was not read.
        case tooLarge
        /// Refused by the file system, or not a regular file.
        case unreadable
        /// Content that does not match the file's format.
        case malformed
        /// A format that needs a program which is not installed; the reason names it.
        case needsTool
    }

    /// Path in the knowledge base; the source's name for a whole source, the address for a web page.
    package let path: String
    /// Group of the reason.
    package let kind: Kind
    /// Reason to show after the path: `is not valid UTF-8 (first wrong byte in line 3)`.
    package let reason: String

    /// Creates an entry; `reason` continues a sentence that begins with the path.
    package init(path: String, kind: Kind, reason: String) {
        self.path = path
        self.kind = kind
        self.reason = reason
    }

    /// Path and reason as one sentence without a full stop.
    package var description: String { "\(path) \(reason)" }

    /// Whether someone should look at the file.
    package var isFault: Bool { kind != .unsupported && kind != .empty && kind != .needsTool }
}
