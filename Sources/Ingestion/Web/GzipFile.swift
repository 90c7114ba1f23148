import Foundation
import ZipFile

/// Unpacks files in the gzip format (RFC 1952), such as compressed sitemaps.
///
/// libzip unpacks them: the compressed data of both formats is the same, so it becomes the only part of a ZIP file in
/// memory. The checksum and the sizes are checked as for any ZIP file.
enum GzipFile {
    /// Returns whether `bytes` begin like a gzip file.
    static func isOne(_ bytes: Data) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// Returns the unpacked bytes, at most `limit`. Throws `ReadingError` if the file is damaged or larger.
    static func unpack(_ bytes: Data, limit: Int) throws(ReadingError) -> Data {
        let bytes = Data(bytes)
        guard let start = dataStart(of: bytes), start + 8 <= bytes.count else {
            throw ReadingError("is damaged: its gzip header is not complete")
        }
        let data = bytes[start..<bytes.count - 8]
        var limits = ZipReader.Limits()
        (limits.parts, limits.partBytes, limits.bytes) = (1, limit, limit)
        do {
            var file = try ZipReader(zipFile(data, trailer: bytes.suffix(8)), limits: limits)
            guard let unpacked = try file.part(name) else { throw ReadingError("is damaged: it cannot be unpacked") }
            return unpacked
        } catch let error as ZipError {
            let isTooLarge = error.reason.contains("too large")
            throw ReadingError(
                isTooLarge ? "unpacks to more than \(limit / 1_000_000) MB" : "is damaged: it cannot be unpacked"
            )
        } catch let error as ReadingError {
            throw error
        } catch {
            throw ReadingError("cannot be unpacked")
        }
    }

    private static let name = "a"

    /// Returns the offset of the compressed data, after the header with its optional fields.
    private static func dataStart(of bytes: Data) -> Int? {
        guard bytes.count > 18, bytes[2] == 8 else { return nil }
        let flags = bytes[3]
        var offset = 10
        if flags & 4 != 0 { offset += 2 + Int(bytes[offset]) + Int(bytes[offset + 1]) << 8 }
        // The name of the file, then a comment, each ended by a zero.
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            guard offset < bytes.count, let end = bytes[offset...].firstIndex(of: 0) else { return nil }
            offset = end + 1
        }
        if flags & 2 != 0 { offset += 2 }
        return offset < bytes.count ? offset : nil
    }

    /// Returns a ZIP file (PKWARE APPNOTE, 4.3) with the compressed data as its only part. The trailer holds the
    /// checksum and the unpacked size.
    private static func zipFile(_ data: Data, trailer: Data) -> Data {
        func number(_ value: Int, _ bytes: Int) -> [UInt8] {
            (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        func fields(_ parts: [[UInt8]]) -> [UInt8] { parts.reduce([], +) }
        // Version, flags, method 8 (deflate), time, date, checksum, sizes, length of the name, length of extras.
        let common = fields([
            number(20, 2), number(0, 2), number(8, 2), number(0, 2), number(0x21, 2), Array(trailer.prefix(4)),
            number(data.count, 4), Array(trailer.suffix(4)), number(name.utf8.count, 2), number(0, 2),
        ])
        var file = Data(fields([[0x50, 0x4B, 3, 4], common, Array(name.utf8)]))
        file.append(data)
        let directory = file.count
        // No comment, disk 0, no attributes, and the part begins at 0.
        let nothing = [UInt8](repeating: 0, count: 14)
        file.append(contentsOf: fields([[0x50, 0x4B, 1, 2], number(20, 2), common, nothing, Array(name.utf8)]))
        let size = file.count - directory
        file.append(
            contentsOf: fields([
                [0x50, 0x4B, 5, 6], number(0, 4), number(1, 2), number(1, 2), number(size, 4), number(directory, 4),
                number(0, 2),
            ])
        )
        return file
    }
}
