import CZip
import Foundation

/// A ZIP file in memory, read part by part through libzip.
///
/// A few bytes can be packed that unpack to gigabytes, so there are limits on how many parts there are, on each of them
/// and on all that are read together.
package struct ZipReader: ~Copyable {
    /// The most that is read of one file.
    package struct Limits: Sendable {
        /// Entries of the directory.
        package var parts: Int64 = 20_000
        /// Unpacked bytes of one part.
        package var partBytes = 400_000_000
        /// Unpacked bytes of all parts that are read.
        package var bytes = 600_000_000

        /// Sets the limits for the files of strangers.
        package init() {}
    }

    private let archive: OpaquePointer
    private let limits: Limits
    /// Bytes that may still be unpacked.
    private var allowance: Int

    /// Throws `ZipError` for what is no ZIP file, or a damaged one.
    package init(_ bytes: Data, limits: Limits = Limits()) throws(ZipError) {
        guard bytes.starts(with: [0x50, 0x4B]) else {
            throw ZipError(reason: "is not what its name says: it is no ZIP file")
        }
        guard let copy = malloc(bytes.count) else { throw ZipError(reason: "is too large for the memory") }
        bytes.copyBytes(to: UnsafeMutableRawBufferPointer(start: copy, count: bytes.count))
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(copy, zip_uint64_t(bytes.count), 1, &error) else {
            free(copy)
            throw ZipError(reason: "is too large for the memory")
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            throw ZipError(reason: "is damaged: its ZIP directory cannot be read")
        }
        guard zip_get_num_entries(archive, 0) <= limits.parts else {
            zip_discard(archive)
            throw ZipError(reason: "holds more than \(limits.parts) parts")
        }
        self.archive = archive
        self.limits = limits
        allowance = limits.bytes
    }

    deinit { zip_discard(archive) }

    /// The bytes of a part; nil where there is none of that name. Upper and lower case make no difference.
    package mutating func part(_ name: String) throws(ZipError) -> Data? {
        let index = zip_name_locate(archive, name, zip_flags_t(ZIP_FL_NOCASE))
        guard index >= 0 else { return nil }
        var entry = zip_stat_t()
        guard zip_stat_index(archive, zip_uint64_t(index), 0, &entry) == 0 else { throw damaged(name) }
        if entry.encryption_method != UInt16(ZIP_EM_NONE) { throw ZipError(reason: "is protected by a password") }
        guard let file = zip_fopen_index(archive, zip_uint64_t(index), 0) else { throw damaged(name) }
        defer { zip_fclose(file) }
        let limit = min(limits.partBytes, allowance)
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

    private func damaged(_ name: String) -> ZipError {
        ZipError(reason: "is damaged: \(name) in it cannot be unpacked")
    }

    private func tooLarge(_ name: String) -> ZipError {
        ZipError(reason: "unpacks to more than is read: \(name) in it is too large")
    }
}
