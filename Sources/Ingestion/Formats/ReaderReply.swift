import Foundation

/// The answer of a process that read a document: the document or the reason why it cannot be read.
package enum ReaderReply: Sendable, Codable {
    case read(ReadDocument)
    case failed(ReadingError)

    /// Reads `bytes`, the document `name` in the format of `fileExtension`. `columns` names the columns of tables, or
    /// is nil to detect them.
    package init(reading bytes: Data, _ fileExtension: String, name: String, columns: TableColumns?) {
        do throws(ReadingError) {
            guard let reader = DocumentReaders(columns: columns).reader(for: "\(name).\(fileExtension)") else {
                throw ReadingError("has an unsupported format")
            }
            self = .read(try reader.read(bytes, name: name))
        } catch {
            self = .failed(error)
        }
    }

    /// Returns the document, or throws the reason why there is none.
    func document() throws(ReadingError) -> ReadDocument {
        switch self {
        case .read(let document): return document
        case .failed(let error): throw error
        }
    }
}
