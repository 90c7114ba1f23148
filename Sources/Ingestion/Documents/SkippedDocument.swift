/// A file or folder of the knowledge base that did not go in, and why.
package struct SkippedDocument: Sendable, Hashable, Codable, CustomStringConvertible {
    package enum Kind: String, Sendable, Hashable, Codable {
        /// A format that no reader reads: often not meant for us, and no fault.
        case unsupported
        /// Nothing to index in it.
        case empty
        /// Over the size limit; it was not opened.
        case tooLarge
        /// The file system refused it, or it is no file.
        case unreadable
        /// Its bytes are not what its name says.
        case malformed
        /// Its format needs a program that is not installed; the reason says which.
        case needsTool
    }

    /// Path below the knowledge-base folder.
    package let path: String
    package let kind: Kind
    /// To be put behind the path: `is not valid UTF-8 (first wrong byte in line 3)`.
    package let reason: String

    package init(path: String, kind: Kind, reason: String) {
        self.path = path
        self.kind = kind
        self.reason = reason
    }

    /// One sentence without a full stop.
    package var description: String { "\(path) \(reason)" }

    /// Whether someone should look at the file.
    package var isFault: Bool { kind != .unsupported && kind != .empty && kind != .needsTool }
}
