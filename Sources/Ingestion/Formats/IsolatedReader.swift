import Foundation
import ZipFile

/// Reads small documents in this process, and large ones in a process of their own, which can be ended.
///
/// Our readers take time in proportion to a document, but the libraries below them do not promise it. A document that
/// is small takes little time even then.
struct IsolatedReader: DocumentReader {
    private let base: any DocumentReader
    private let process: ReaderProcess
    private let columns: TableColumns?

    /// Creates a reader that reads with `base` here and with `process` elsewhere. `columns` are those of `base`.
    init(_ base: any DocumentReader, _ process: ReaderProcess, columns: TableColumns?) {
        self.base = base
        self.process = process
        self.columns = columns
    }

    var fileExtensions: Set<String> { base.fileExtensions }
    var recipe: String { base.recipe }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        guard let fileExtension = fileExtensions.min(), Self.size(of: bytes) > Self.mostBytesHere else {
            return try base.read(bytes, name: name)
        }
        return try process.read(bytes, fileExtension, name: name, columns: columns)
    }

    /// The most bytes of a document that is read in this process. Even a library that takes quadratic time reads so
    /// many within seconds.
    static let mostBytesHere = 200_000

    /// Returns the size of a document in bytes; that of a ZIP file is the size of its parts.
    static func size(of bytes: Data) -> Int {
        guard bytes.starts(with: [0x50, 0x4B]), let archive = try? ZipReader(bytes) else { return bytes.count }
        return max(archive.unpackedBytes, bytes.count)
    }
}
