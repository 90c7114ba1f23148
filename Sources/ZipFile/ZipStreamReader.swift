import CZip
import Foundation

/// A ZIP file on the disk whose parts are unpacked piece by piece.
package struct ZipStreamReader: ~Copyable {
    /// A part as the directory of the file describes it.
    package struct Entry: Sendable, Hashable {
        /// The name of the part.
        package let name: String
        /// The unpacked size in bytes.
        package let bytes: Int
        /// Whether the part is a file that can be read: no folder, no link, not encrypted.
        package let isFile: Bool
        let index: zip_uint64_t
    }

    private let archive: OpaquePointer
    /// All parts in their order.
    package let entries: [Entry]

    /// Reads the directory of the file at `path`, which may have at most `limit` parts. Throws `ZipError`.
    package init(_ path: String, limit: Int = 1_000_000) throws(ZipError) {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
            throw ZipError(
                reason: code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS
                    ? "is no ZIP file, or a damaged one" : "cannot be read: \(ZipError.words(code))"
            )
        }
        let count = zip_get_num_entries(archive, 0)
        guard count >= 0, count <= limit else {
            zip_discard(archive)
            throw ZipError(reason: "holds more than \(limit) parts")
        }
        var entries: [Entry] = []
        for index in 0..<zip_uint64_t(count) {
            guard let entry = Self.entry(index, of: archive) else {
                zip_discard(archive)
                throw ZipError(reason: "is damaged: its ZIP directory cannot be read")
            }
            entries.append(entry)
        }
        self.archive = archive
        self.entries = entries
    }

    deinit { zip_discard(archive) }

    private static func entry(_ index: zip_uint64_t, of archive: OpaquePointer) -> Entry? {
        var stat = zip_stat_t()
        guard zip_stat_index(archive, index, 0, &stat) == 0, let name = stat.name, stat.size <= UInt64(Int.max),
            let text = String(validatingCString: name)
        else { return nil }
        var system: zip_uint8_t = 0
        var attributes: zip_uint32_t = 0
        _ = zip_file_get_external_attributes(archive, index, 0, &system, &attributes)
        // The upper half is the mode of the file; other systems write none.
        let type = attributes >> 16 & UInt32(S_IFMT)
        return Entry(
            name: text,
            bytes: Int(stat.size),
            isFile: !text.hasSuffix("/") && (type == 0 || type == UInt32(S_IFREG))
                && stat.encryption_method == UInt16(ZIP_EM_NONE),
            index: index
        )
    }

    /// Unpacks a part and gives its bytes to `take`, piece by piece. Throws `ZipError` if the part is damaged or
    /// unpacks to another size than the directory says, and rethrows what `take` throws.
    package func unpack(_ entry: Entry, take: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let file = zip_fopen_index(archive, entry.index, 0) else { throw Self.damaged(entry) }
        defer { zip_fclose(file) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        var total = 0
        while true {
            let count = zip_fread(file, buffer.baseAddress, zip_uint64_t(buffer.count))
            guard count >= 0 else { throw Self.damaged(entry) }
            if count == 0 { break }
            total += Int(count)
            guard total <= entry.bytes else { throw Self.damaged(entry) }
            try take(UnsafeRawBufferPointer(rebasing: buffer[..<Int(count)]))
        }
        guard total == entry.bytes else { throw Self.damaged(entry) }
    }

    private static func damaged(_ entry: Entry) -> ZipError {
        ZipError(reason: "is damaged: \(entry.name) in it cannot be unpacked")
    }
}
