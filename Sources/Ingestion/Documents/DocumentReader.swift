import Foundation
import RAGCore

/// Turns the bytes of one format into text with its structure.
package protocol DocumentReader: Sendable {
    /// Extensions of the files it reads, lower case, without the dot.
    var fileExtensions: Set<String> { get }

    /// Name and version, such as `markdown/1`. A new version means that stored documents are read again.
    var recipe: String { get }

    /// Reads a document. `name` is the file's name without its extension, the title where the document tells none.
    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument
}
