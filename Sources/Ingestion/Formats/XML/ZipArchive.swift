import Foundation
import ZipFile

/// The parts of an office file, which is a ZIP file of XML documents.
struct ZipArchive: ~Copyable {
    private var file: ZipReader

    /// Of a part that is read as a tree, which takes several times its size.
    private static let mostTreeBytes = 40_000_000

    /// Throws `ReadingError` for what is no ZIP file, or a damaged one.
    init(_ bytes: Data) throws(ReadingError) {
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            // The container of Office 97 to 2003, which also holds encrypted files of today.
            throw ReadingError("is protected by a password, or in a format of before 2007: save it anew without either")
        }
        do {
            file = try ZipReader(bytes)
        } catch {
            throw ReadingError(error.reason)
        }
    }

    /// The bytes of a part; nil where there is none of that name. Upper and lower case make no difference.
    mutating func part(_ name: String) throws(ReadingError) -> Data? {
        do {
            return try file.part(name)
        } catch {
            throw ReadingError(error.reason)
        }
    }

    /// A part that must be there, as XML.
    mutating func xml(_ name: String) throws(ReadingError) -> XMLTree {
        guard let bytes = try part(name) else { throw ReadingError("is not what its name says: it holds no \(name)") }
        return try tree(bytes, of: name)
    }

    /// A part that may be missing, as XML.
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
