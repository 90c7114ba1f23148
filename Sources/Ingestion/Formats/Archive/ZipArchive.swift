import CZip
import Foundation

/// A ZIP file in memory, read part by part through libzip.
///
/// A few bytes can be packed that unpack to gigabytes, so there are limits on how many parts there are, on each of them
/// and on all that are read together.
struct ZipArchive: ~Copyable {
    private let archive: OpaquePointer
    /// Bytes that may still be unpacked.
    private var allowance = Self.mostBytes

    private static let mostParts: Int64 = 20_000
    private static let mostPartBytes = 100_000_000
    /// Of a part that is read as a tree, which takes several times its size.
    private static let mostTreeBytes = 40_000_000
    private static let mostBytes = 200_000_000

    /// Throws `ReadingError` for what is no ZIP file, or a damaged one.
    init(_ bytes: Data) throws(ReadingError) {
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            // The container of Office 97 to 2003, which also holds encrypted files of today.
            throw ReadingError("is protected by a password, or in a format of before 2007: save it anew without either")
        }
        guard bytes.starts(with: [0x50, 0x4B]) else {
            throw ReadingError("is not what its name says: it is no ZIP file")
        }
        guard let copy = malloc(bytes.count) else { throw ReadingError("is too large for the memory") }
        bytes.copyBytes(to: UnsafeMutableRawBufferPointer(start: copy, count: bytes.count))
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(copy, zip_uint64_t(bytes.count), 1, &error) else {
            free(copy)
            throw ReadingError("is too large for the memory")
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            throw ReadingError("is damaged: its ZIP directory cannot be read")
        }
        guard zip_get_num_entries(archive, 0) <= Self.mostParts else {
            zip_discard(archive)
            throw ReadingError("holds more than \(Self.mostParts) parts")
        }
        self.archive = archive
    }

    deinit { zip_discard(archive) }

    /// The bytes of a part; nil where there is none of that name. Upper and lower case make no difference.
    mutating func part(_ name: String) throws(ReadingError) -> Data? {
        let index = zip_name_locate(archive, name, zip_flags_t(ZIP_FL_NOCASE))
        guard index >= 0 else { return nil }
        var entry = zip_stat_t()
        guard zip_stat_index(archive, zip_uint64_t(index), 0, &entry) == 0 else { throw damaged(name) }
        if entry.encryption_method != UInt16(ZIP_EM_NONE) { throw ReadingError("is protected by a password") }
        guard let file = zip_fopen_index(archive, zip_uint64_t(index), 0) else { throw damaged(name) }
        defer { zip_fclose(file) }
        let limit = min(Self.mostPartBytes, allowance)
        guard entry.size <= UInt64(limit) else { throw tooLarge(name) }
        // What the directory says may be a lie: the bytes themselves are counted.
        var bytes = Data()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = zip_fread(file, &buffer, zip_uint64_t(buffer.count))
            guard count >= 0 else { throw damaged(name) }
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<Int(count)])
            guard bytes.count <= limit else { throw tooLarge(name) }
        }
        allowance -= bytes.count
        return bytes
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
        guard bytes.count <= Self.mostTreeBytes else { throw tooLarge(name) }
        return try XMLTree(bytes, part: name)
    }

    private func damaged(_ name: String) -> ReadingError {
        ReadingError("is damaged: \(name) in it cannot be unpacked")
    }

    private func tooLarge(_ name: String) -> ReadingError {
        ReadingError("unpacks to more than is read: \(name) in it is too large")
    }
}
