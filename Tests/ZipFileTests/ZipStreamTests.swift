import Foundation
import Testing

@testable import ZipFile

@Suite("ZIP files written and read piece by piece")
struct ZipStreamTests {
    private final class Bytes: ZipInput {
        private var rest: ArraySlice<UInt8>
        private let isBroken: Bool

        init(_ bytes: [UInt8], isBroken: Bool = false) {
            rest = bytes[...]
            self.isBroken = isBroken
        }

        func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
            if isBroken { throw Broken() }
            let count = min(rest.count, buffer.count, 1_000)
            buffer.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
    }

    private struct Broken: Error {}

    @Test("parts come back as they were, packed or stored, and the last one may depend on those before it")
    func roundTrip() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending(path: "a.zip").path
            let long = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
            var opened: [String] = []
            func part(_ name: String, _ bytes: [UInt8], _ isCompressed: Bool) -> ZipStreamWriter.Part {
                ZipStreamWriter.Part(name, isCompressed: isCompressed) {
                    opened.append(name)
                    return Bytes(bytes)
                }
            }
            let last = ZipStreamWriter.Part("last", isCompressed: true) { Bytes(Array(opened.joined().utf8)) }
            try ZipStreamWriter.write(
                [part("stored", long, false), part("目录/packed", long, true), part("empty", [], true), last],
                to: path
            )
            let reader = try ZipStreamReader(path)
            #expect(reader.entries.map(\.name) == ["stored", "目录/packed", "empty", "last"])
            #expect(!reader.entries.contains { !$0.isFile })
            var contents: [[UInt8]] = []
            for entry in reader.entries {
                var bytes: [UInt8] = []
                try reader.unpack(entry) { bytes += $0 }
                contents.append(bytes)
            }
            #expect(contents == [long, long, [], Array("stored目录/packedempty".utf8)])
        }
    }

    @Test("the error of a part ends the writing and leaves no file")
    func broken() throws {
        try withTemporaryFolder { folder in
            let part = ZipStreamWriter.Part("a", isCompressed: true) { Bytes([1], isBroken: true) }
            #expect(throws: Broken.self) {
                try ZipStreamWriter.write([part], to: folder.appending(path: "a.zip").path)
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.isEmpty)
        }
    }

    @Test("a file that is no ZIP file, or is cut, is refused")
    func damaged() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "a.zip")
            try Data("no zip".utf8).write(to: file)
            #expect(throws: ZipError.self) { _ = try ZipStreamReader(file.path) }
            try FileManager.default.removeItem(at: file)
            #expect(throws: ZipError.self) { _ = try ZipStreamReader(file.path) }
            let content = (0..<5_000).map { UInt8($0 % 251) }
            try ZipStreamWriter.write([.init("a", isCompressed: false) { Bytes(content) }], to: file.path)
            let whole = try Data(contentsOf: file)
            try whole.dropLast(60).write(to: file)
            #expect(throws: ZipError.self) { _ = try ZipStreamReader(file.path) }
            var flipped = whole
            flipped[2_000] ^= 1
            try flipped.write(to: file)
            let reader = try ZipStreamReader(file.path)
            #expect(throws: ZipError.self) { try reader.unpack(reader.entries[0]) { _ in } }
        }
    }
}
