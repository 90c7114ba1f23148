import Foundation
import RAGCore
import Testing

@testable import Application

@Suite struct PartialFileTests {
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kefu-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func names(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test("the file has its name only when it is complete")
    func complete() throws {
        try withFolder { folder in
            let path = folder.appending(path: "v.npy").path
            var file = try PartialFile.create(path, replacing: false)
            try file.write(Data("ab".utf8))
            try file.write(Data("c".utf8))
            #expect(try names(folder) == ["v.npy.part"])
            try file.finish()
            #expect(try names(folder) == ["v.npy"])
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "abc")
        }
    }

    @Test("an abandoned file leaves nothing behind and the earlier one as it was")
    func abandoned() throws {
        try withFolder { folder in
            let path = folder.appending(path: "v.npy").path
            try "old".write(toFile: path, atomically: true, encoding: .utf8)
            do {
                let file = try PartialFile.create(path, replacing: true)
                try file.write(Data("new".utf8))
            }
            #expect(try names(folder) == ["v.npy"])
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        }
    }

    @Test("an existing file is replaced only where that is asked for, and a missing folder is told")
    func refused() throws {
        try withFolder { folder in
            let path = folder.appending(path: "v.npy").path
            try "old".write(toFile: path, atomically: true, encoding: .utf8)
            #expect(throws: UsageError.self) { _ = try PartialFile.create(path, replacing: false) }
            #expect(throws: UsageError.self) {
                _ = try PartialFile.create(folder.appending(path: "none/v.npy").path, replacing: true)
            }
            var file = try PartialFile.create(path, replacing: true)
            try file.write(Data("new".utf8))
            try file.finish()
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
        }
    }
}
