import CZip
import Foundation

/// A ZIP file in memory whose parts are read one at a time, with libzip.
///
/// A small file can unpack to gigabytes, so there are limits for the number of parts, for each part and for all parts
/// that are read.
package struct ZipReader: ~Copyable {
    /// Limits for one file.
    package struct Limits: Sendable {
        /// The most entries of the directory.
        package var parts: Int64 = 20_000
        /// The most unpacked bytes of one part.
        package var partBytes = 400_000_000
        /// The most unpacked bytes of all parts that are read.
        package var bytes = 600_000_000

        /// Sets limits that suit files of unknown origin.
        package init() {}
    }

    private let archive: OpaquePointer
    private let limits: Limits
    /// The bytes that may still be unpacked.
    private var allowance: Int

    /// Reads the directory of a ZIP file. Throws `ZipError` if `bytes` are not a ZIP file, are damaged, or exceed a
    /// limit.
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

    /// The bytes of all parts when unpacked, as the directory states them.
    package var unpackedBytes: Int {
        let count = max(zip_get_num_entries(archive, 0), 0)
        return (0..<zip_uint64_t(count)).reduce(0) { total, index in
            var entry = zip_stat_t()
            guard zip_stat_index(archive, index, 0, &entry) == 0 else { return total }
            return total + min(Int(clamping: entry.size), Int(UInt32.max))
        }
    }

    /// Returns the bytes of a part; nil if there is none with that name. Case is ignored. Throws `ZipError` if the part
    /// is damaged, encrypted or exceeds a limit.
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
        // The directory may state a wrong size, so the unpacked bytes are counted as well.
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
