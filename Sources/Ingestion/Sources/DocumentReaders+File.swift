import Foundation

extension DocumentReaders {
    /// Reads the file at `url`, whether or not it is in a knowledge base. Throws `ReadingError`.
    package func read(fileAt url: URL, sizeLimit: Int) throws(ReadingError) -> ReadDocument {
        guard let reader = reader(for: url.path) else {
            throw ReadingError("is in a format that is not read (\(fileExtensions.joined(separator: ", ")) are)")
        }
        let bytes = try FileBytes(at: url.path).all(limit: sizeLimit)
        guard bytes.count <= sizeLimit else {
            throw ReadingError("is larger than \(sizeLimit / 1_000_000) MB, the most that is read")
        }
        return try reader.read(bytes, name: url.deletingPathExtension().lastPathComponent)
    }
}
