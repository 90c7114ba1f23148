import Foundation
import OperatingSystem
import Testing

@Suite("Mapped files")
struct MappedFileTests {
    @Test("the bytes of a file are there, and stay when the file is removed", arguments: [1, 4096, 20_000])
    func bytes(count: Int) async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "numbers")
            let content = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) })
            try content.write(to: file)
            let mapped = try MappedFile(file)
            mapped.expectRandomAccess(0..<count)
            try FileManager.default.removeItem(at: file)
            #expect(mapped.bytes == content)
        }
    }

    @Test("an empty file has no bytes")
    func empty() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "empty")
            try Data().write(to: file)
            let mapped = try MappedFile(file)
            mapped.expectRandomAccess(0..<0)
            #expect(mapped.bytes.isEmpty)
        }
    }

    @Test("a file that is not there is an error of `open`, and a folder one of `mmap`")
    func errors() async throws {
        try await withTemporaryFolder { folder in
            let missing = #expect(throws: SystemError.self) { try MappedFile(folder.appending(path: "missing")) }
            #expect(missing?.call == "open")
            #expect(missing?.code == ENOENT)
            let directory = #expect(throws: SystemError.self) { try MappedFile(folder) }
            #expect(directory?.call == "mmap")
        }
    }
}
