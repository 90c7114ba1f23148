import Foundation
import RAGCore

/// Reads the bytes of one format into text with structure.
package protocol DocumentReader: Sendable {
    /// Extensions of the files that the reader accepts, in lower case without the dot.
    var fileExtensions: Set<String> { get }

    /// Name and version of the reader, such as `markdown/1`. If it changes, stored documents are read again.
    var recipe: String { get }

    /// Reads a document. `name` is the file name without its extension; it becomes the title if the document has none.
    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument
}
