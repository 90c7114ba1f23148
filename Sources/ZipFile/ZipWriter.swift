import CZip
import Foundation

/// Writes ZIP files with libzip. Parts that are files are packed piece by piece, never in memory as a whole.
package enum ZipWriter {
    /// The content of a part.
    package enum Content: Sendable {
        case text(String)
        /// The path of a file.
        case file(String)
    }

    /// Writes a file at `path` and replaces any file there. Throws `ZipError` if it cannot be written or a part cannot
    /// be read.
    package static func write(_ parts: [(name: String, content: Content)], to path: String) throws(ZipError) {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
            throw ZipError(reason: "cannot be written: \(ZipError.words(code))")
        }
        for part in parts where !add(part.content, as: part.name, to: archive) {
            defer { zip_discard(archive) }
            throw ZipError(archive)
        }
        guard zip_close(archive) == 0 else {
            defer { zip_discard(archive) }
            throw ZipError(archive)
        }
    }

    /// Replaces parts of the ZIP file at `path`; the others stay as they are packed, in the same order. Throws
    /// `ZipError` if there is no such part or the file cannot be written.
    package static func replace(_ parts: [(name: String, content: Content)], in path: String) throws(ZipError) {
        var code: Int32 = 0
        guard let archive = zip_open(path, 0, &code) else {
            throw ZipError(reason: "is damaged: its ZIP directory cannot be read")
        }
        for part in parts {
            let index = zip_name_locate(archive, part.name, zip_flags_t(ZIP_FL_NOCASE))
            guard index >= 0, let source = source(of: part.content, in: archive) else {
                defer { zip_discard(archive) }
                throw ZipError(reason: "is damaged: it lacks \(part.name)")
            }
            guard zip_file_replace(archive, zip_uint64_t(index), source, 0) == 0,
                zip_set_file_compression(archive, zip_uint64_t(index), ZIP_CM_DEFLATE, level) == 0
            else {
                defer { zip_discard(archive) }
                throw ZipError(archive)
            }
        }
        guard zip_close(archive) == 0 else {
            defer { zip_discard(archive) }
            throw ZipError(archive)
        }
    }

    private static func add(_ content: Content, as name: String, to archive: OpaquePointer) -> Bool {
        guard let source = source(of: content, in: archive) else { return false }
        let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            zip_source_free(source)
            return false
        }
        return zip_set_file_compression(archive, zip_uint64_t(index), ZIP_CM_DEFLATE, level) == 0
    }

    /// The level of zlib, from 1 to 9. Level 3 takes a third of the time of the usual 6, for a few hundredths of the
    /// size.
    private static let level: zip_uint32_t = 3

    private static func source(of content: Content, in archive: OpaquePointer) -> OpaquePointer? {
        switch content {
        case .file(let path): return zip_source_file(archive, path, 0, -1)
        case .text(let text):
            let bytes = Array(text.utf8)
            guard let copy = malloc(max(bytes.count, 1)) else { return nil }
            bytes.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(start: copy, count: bytes.count).copyMemory(from: $0)
            }
            guard let source = zip_source_buffer(archive, copy, zip_uint64_t(bytes.count), 1) else {
                free(copy)
                return nil
            }
            return source
        }
    }
}
