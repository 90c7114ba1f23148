import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct KnowledgeBaseTests {
    @Test("documents are listed by their path below the folder, without hidden ones")
    func listing() async throws {
        let folder = try TemporaryFolder()
        try folder.write("a", to: "zh/退货.md")
        try folder.write("b", to: "faq.CSV")
        try folder.write("c", to: ".hidden.md")
        try folder.write("d", to: ".git/x.md")
        try folder.write("e", to: "e\u{301}te\u{301}.txt")
        let inventory = try await KnowledgeBase(folder: folder.url).inventory()
        #expect(inventory.files.keys.sorted() == ["faq.CSV", "zh/退货.md", "\u{E9}t\u{E9}.txt"].sorted())
        #expect(inventory.files["faq.CSV"]?.contentHash == ContentHash.of("b"))
        #expect(
            inventory.files.keys.allSatisfy {
                Array($0.unicodeScalars) == Array($0.precomposedStringWithCanonicalMapping.unicodeScalars)
            }
        )
        #expect(inventory.skipped.isEmpty)
    }

    @Test("one file can be the whole knowledge base")
    func singleFile() async throws {
        let folder = try TemporaryFolder()
        try folder.write("# T", to: "kb.md")
        let inventory = try await KnowledgeBase(folder: folder.url.appending(path: "kb.md")).inventory()
        #expect(Array(inventory.files.keys) == ["kb.md"])
    }

    @Test("each bad file is left out with a reason")
    func badFiles() async throws {
        let folder = try TemporaryFolder()
        try folder.write("good", to: "good.md")
        try folder.write(" \n\t\n", to: "empty.md")
        try folder.write("x", to: "film.mp4")
        #expect(mkfifo(folder.url.appending(path: "pipe.md").path, 0o600) == 0)
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "gone.md"),
            withDestinationURL: folder.url.appending(path: "nowhere.md")
        )
        // 50 MB that take no room on the disk.
        try folder.write("", to: "huge.txt")
        let handle = try FileHandle(forWritingTo: folder.url.appending(path: "huge.txt"))
        try handle.truncate(atOffset: 50_000_000)
        try handle.close()
        let inventory = try await KnowledgeBase(folder: folder.url).inventory()
        #expect(Array(inventory.files.keys) == ["good.md"])
        #expect(
            inventory.skipped.map(\.description).sorted() == [
                "empty.md is empty",
                "gone.md cannot be found or may not be read",
                "huge.txt is too large: 50 MB; the limit is 20 MB",
                "pipe.md is not a regular file",
            ]
        )
        #expect(inventory.skipped.filter { !$0.isFault }.map(\.path) == ["empty.md"])
        #expect(inventory.unsupported == ["mp4": 1])
    }

    @Test("a file without read permission is reported", .disabled(if: getuid() == 0, "root may read everything"))
    func unreadable() async throws {
        let folder = try TemporaryFolder()
        try folder.write("secret", to: "secret.md")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0],
            ofItemAtPath: folder.url.appending(path: "secret.md").path
        )
        let inventory = try await KnowledgeBase(folder: folder.url).inventory()
        #expect(inventory.skipped.map(\.kind) == [.unreadable])
    }

    @Test("links are followed, and a loop of links ends")
    func links() async throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "real/a.md")
        let manager = FileManager.default
        try manager.createSymbolicLink(at: folder.url.appending(path: "real/loop"), withDestinationURL: folder.url)
        try manager.createSymbolicLink(
            at: folder.url.appending(path: "b.md"),
            withDestinationURL: folder.url.appending(path: "real/a.md")
        )
        #expect(try await KnowledgeBase(folder: folder.url).inventory().files.keys.sorted() == ["b.md", "real/a.md"])
    }

    @Test("a missing and an empty knowledge base each give one clear sentence")
    func missingAndEmpty() async throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        let empty = await #expect(throws: RAGError.self) { try await KnowledgeBase(folder: folder.url).inventory() }
        #expect(empty?.message == "The knowledge base at \(path) is empty; nothing was removed")
        #expect(empty?.code == .notConfigured)
        let missing = await #expect(throws: RAGError.self) {
            try await KnowledgeBase(folder: folder.url.appending(path: "nowhere")).inventory()
        }
        #expect(missing?.message == "There is no knowledge base at \(path)/nowhere")
    }
}
