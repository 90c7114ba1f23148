import Foundation
import ZipFile

/// The parts of an office file, which is a ZIP file of XML documents.
struct ZipArchive: ~Copyable {
    private var file: ZipReader

    /// Most bytes of a part that is read as a tree, which takes several times its size.
    private static let mostTreeBytes = 40_000_000

    /// Opens the archive. Throws `ReadingError` if it is not a ZIP file, or is damaged.
    init(_ bytes: Data) throws(ReadingError) {
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            // The container of Office 97 to 2003, which is also used for encrypted files today.
            throw ReadingError(
                "is protected by a password, or in a format from before 2007: save it again without a password, in the current format"
            )
        }
        do {
            file = try ZipReader(bytes)
        } catch {
            throw ReadingError(error.reason)
        }
    }

    /// Returns the bytes of a part, or nil if there is none called `name`, which is not case-sensitive.
    mutating func part(_ name: String) throws(ReadingError) -> Data? {
        do {
            return try file.part(name)
        } catch {
            throw ReadingError(error.reason)
        }
    }

    /// Returns a required part as XML.
    mutating func xml(_ name: String) throws(ReadingError) -> XMLTree {
        guard let bytes = try part(name) else {
            throw ReadingError("does not match its file name: it contains no \(name)")
        }
        return try tree(bytes, of: name)
    }

    /// Returns an optional part as XML, or nil if it is missing or empty.
    mutating func xmlIfAny(_ name: String) throws(ReadingError) -> XMLTree? {
        guard let bytes = try part(name), !bytes.isEmpty else { return nil }
        return try tree(bytes, of: name)
    }

    private func tree(_ bytes: Data, of name: String) throws(ReadingError) -> XMLTree {
        guard bytes.count <= Self.mostTreeBytes else {
            throw ReadingError("unpacks to more than is read: \(name) in it is too large")
        }
        return try XMLTree(bytes, part: name)
    }
}
