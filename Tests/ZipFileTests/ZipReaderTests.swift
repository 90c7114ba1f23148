import CZip
import Foundation
import Testing

@testable import ZipFile

@Suite("Reading ZIP files")
struct ZipReaderTests {
    /// The bytes of a ZIP file with these parts.
    private func zip(_ parts: [(name: String, content: ZipWriter.Content)]) throws -> Data {
        var bytes = Data()
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "file.zip")
            try ZipWriter.write(parts, to: file.path)
            bytes = try Data(contentsOf: file)
        }
        return bytes
    }

    private func expect(
        _ reason: String,
        in bytes: Data,
        part: String = "a",
        limits: ZipReader.Limits = .init(),
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: ZipError(reason: reason), sourceLocation: location) {
            var reader = try ZipReader(bytes, limits: limits)
            _ = try reader.part(part)
        }
    }

    @Test("a part is found by its name in upper or lower case, and nothing by another name")
    func names() throws {
        var reader = try ZipReader(zip([("xl/Workbook.xml", .text("one")), ("客服.txt", .text("二"))]))
        #expect(try reader.part("xl/workbook.XML") == Data("one".utf8))
        #expect(try reader.part("客服.txt") == Data("二".utf8))
        #expect(try reader.part("workbook.xml") == nil)
        #expect(try reader.part("") == nil)
    }

    @Test("a part can be read more than once, and bytes may come from the middle of others")
    func slices() throws {
        let bytes = try zip([("a", .text("one"))])
        var reader = try ZipReader((Data("before".utf8) + bytes).dropFirst(6))
        #expect(try reader.part("a") == Data("one".utf8))
        #expect(try reader.part("a") == Data("one".utf8))
    }

    @Test("what is no ZIP file says so", arguments: ["", "P", "%PDF-1.7", "KP"])
    func foreign(content: String) {
        expect("is not what its name says: it is no ZIP file", in: Data(content.utf8))
    }

    @Test("a ZIP file without its directory is damaged")
    func noDirectory() throws {
        expect("is damaged: its ZIP directory cannot be read", in: Data("PK".utf8))
        let bytes = try zip([("a", .text(String(repeating: "abc", count: 1000)))])
        expect("is damaged: its ZIP directory cannot be read", in: bytes.dropLast(10))
    }

    @Test("a part whose bytes do not match its checksum is damaged, and the others can be read")
    func damagedPart() throws {
        let noise = (0..<500).map { "\($0 * 7919 % 1000)" }.joined()
        var bytes = try zip([("a", .text(noise)), ("b", .text("sound"))])
        bytes[100] ^= 0xFF
        expect("is damaged: a in it cannot be unpacked", in: bytes)
        var reader = try ZipReader(bytes)
        #expect(try reader.part("b") == Data("sound".utf8))
    }

    @Test("a part may have as many bytes as the limit and no more")
    func partBytes() throws {
        let bytes = try zip([("a", .text("12345"))])
        var limits = ZipReader.Limits()
        limits.partBytes = 5
        var reader = try ZipReader(bytes, limits: limits)
        #expect(try reader.part("a")?.count == 5)
        limits.partBytes = 4
        expect("unpacks to more than is read: a in it is too large", in: bytes, limits: limits)
    }

    @Test("all parts together may have as many bytes as the limit and no more")
    func allBytes() throws {
        let bytes = try zip([("a", .text("12345")), ("b", .text("1234")), ("c", .text("1"))])
        var limits = ZipReader.Limits()
        limits.bytes = 9
        var reader = try ZipReader(bytes, limits: limits)
        #expect(try reader.part("a")?.count == 5)
        #expect(try reader.part("b")?.count == 4)
        let error = #expect(throws: ZipError.self) { try reader.part("c") }
        #expect(error?.reason == "unpacks to more than is read: c in it is too large")
    }

    @Test("a part that is larger than the directory says is counted as it is unpacked")
    func lie() throws {
        var bytes = try zip([("a", .text(String(repeating: "0", count: 200_000)))])
        // The unpacked size stands 24 bytes after the start of an entry of the directory (APPNOTE.TXT, 4.3.12).
        let entry = try #require(bytes.range(of: Data([0x50, 0x4B, 0x01, 0x02]))).lowerBound
        #expect(bytes[entry + 24] == 0x40)
        bytes.replaceSubrange(entry + 24..<entry + 28, with: [10, 0, 0, 0])
        var limits = ZipReader.Limits()
        limits.partBytes = 1000
        #expect(throws: ZipError.self) {
            var reader = try ZipReader(bytes, limits: limits)
            _ = try reader.part("a")
        }
    }

    @Test("a file may have as many parts as the limit and no more")
    func parts() throws {
        let bytes = try zip([("a", .text("1")), ("b", .text("2"))])
        var limits = ZipReader.Limits()
        limits.parts = 2
        var reader = try ZipReader(bytes, limits: limits)
        #expect(try reader.part("b") == Data("2".utf8))
        limits.parts = 1
        expect("holds more than 1 parts", in: bytes, limits: limits)
    }

    @Test("the limits for the files of strangers")
    func standardLimits() {
        let limits = ZipReader.Limits()
        #expect(limits.parts == 20_000)
        #expect(limits.partBytes == 400_000_000)
        #expect(limits.bytes == 600_000_000)
    }

    @Test("a part behind a password says so")
    func password() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending(path: "secret.zip").path
            let archive = try #require(zip_open(path, ZIP_CREATE, nil))
            let text = strdup("secret")
            let source = zip_source_buffer(archive, text, 6, 1)
            let index = zip_file_add(archive, "a", source, 0)
            #expect(zip_file_set_encryption(archive, zip_uint64_t(index), UInt16(ZIP_EM_AES_256), "word") == 0)
            #expect(zip_close(archive) == 0)
            expect("is protected by a password", in: try Data(contentsOf: URL(filePath: path)))
        }
    }
}
