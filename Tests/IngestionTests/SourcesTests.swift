import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// Creates a knowledge base with several sources.
@Suite struct SourcesTests {
    private let folder: TemporaryFolder
    private let main: URL
    private let handbook: URL

    init() throws {
        folder = try TemporaryFolder()
        main = folder.url.appending(path: "main")
        handbook = folder.url.appending(path: "books/手册")
        try folder.write("# 首页", to: "main/index.md")
        try folder.write("# 退货", to: "books/手册/退货.md")
    }

    private func base(_ further: FolderSource...) throws -> KnowledgeBase {
        try KnowledgeBase([FolderSource(folder: main)] + further)
    }

    @Test("documents of a further source have paths below its name, those of the main folder keep their paths")
    func paths() async throws {
        let base = try base(FolderSource(name: "handbook", folder: handbook))
        let inventory = try await base.inventory()
        #expect(inventory.files.keys.sorted() == ["handbook/退货.md", "index.md"])
        #expect(inventory.files["handbook/退货.md"]?.source == "handbook")
        #expect(inventory.files["index.md"]?.source == Document.mainSource)
        #expect(base.folders == [main, handbook])
    }

    @Test("patterns choose documents; excluded folders are not listed")
    func patterns() async throws {
        for path in ["a.md", "b.txt", "草稿/c.md", "en/d.md", "en/草稿/e.md", "en/f.csv"] {
            try folder.write("text", to: "main/" + path)
        }
        let source = try FolderSource(folder: main, include: ["**/*.{md,csv}"], exclude: ["草稿/", "index.md"])
        let inventory = try await KnowledgeBase([source]).inventory()
        #expect(inventory.files.keys.sorted() == ["a.md", "en/d.md", "en/f.csv"])
        let folders = try await KnowledgeBase([FolderSource(folder: main, include: ["en"])]).inventory()
        #expect(folders.files.keys.sorted() == ["en/d.md", "en/f.csv", "en/草稿/e.md"])
    }

    @Test("properties of a source apply to its documents; front matter has precedence")
    func metadata() async throws {
        try folder.write("---\ntags: [own]\n---\n# A\n\nThis is English text.", to: "books/手册/a.md")
        try folder.write("---\nlang: en\n---\n# B\n\nThis is English text.", to: "books/手册/b.md")
        let traits = ["Tags": ["manual"], "audience": ["员工", "customers"]]
        let base = try base(FolderSource(name: "h", folder: handbook, language: .chinese, metadata: traits))
        let files = try await base.inventory().files
        let first = try base.read(#require(files["h/a.md"]))
        #expect(first.metadata == ["tags": ["own"], "audience": ["员工", "customers"]])
        #expect(first.language == .chinese)
        let second = try base.read(#require(files["h/b.md"]))
        #expect(second.metadata["tags"] == ["manual"] && second.language == .english)
        let plain = try base.read(#require(files["index.md"]))
        #expect(plain.metadata.isEmpty)
    }

    @Test("a change of a source's properties changes the hash; without properties the hash is that of the bytes")
    func hashes() async throws {
        func hash(_ language: Language?, _ metadata: [String: [String]], name: String = "h") async throws -> String {
            let source = try FolderSource(name: name, folder: handbook, language: language, metadata: metadata)
            let base = try base(source)
            let file = try #require(try await base.inventory().files["\(name)/退货.md"])
            #expect(try file.contentHash(of: base.bytes(of: file)) == file.contentHash)
            return file.contentHash
        }
        let hashes = [
            try await hash(nil, [:]), try await hash(.chinese, [:]), try await hash(nil, ["tags": ["a", "b"]]),
            try await hash(nil, ["tags": ["ab"]]), try await hash(nil, ["tags": ["a"], "b": ["c"]]),
            try await hash(nil, [:], name: "other"),
        ]
        #expect(Set(hashes).count == hashes.count)
        #expect(try await hash(nil, ["tags": ["a", "b"]]) == hashes[2])
        let plain = try await base().inventory().files["index.md"]
        #expect(plain?.contentHash == ContentHash.of("# 首页"))
    }

    @Test("a source that is missing is reported, the others are read, and its documents stay")
    func missingSource() async throws {
        let base = try base(FolderSource(name: "handbook", folder: folder.url.appending(path: "nowhere")))
        let inventory = try await base.inventory()
        #expect(Array(inventory.files.keys) == ["index.md"])
        let reason = "handbook is missing at \(folder.url.path)/nowhere; its indexed documents stay"
        #expect(inventory.skipped.map(\.description) == [reason])
        #expect(inventory.skipped.map(\.isFault) == [true])
        #expect(inventory.mayStillHold("handbook/a/b.md") && !inventory.mayStillHold("gone.md"))
        #expect(!inventory.mayStillHold("handbook2/a.md"))
    }

    @Test("with a missing main folder its documents stay, and removed documents of other sources are removed")
    func missingMain() async throws {
        try FileManager.default.removeItem(at: main)
        let inventory = try await base(FolderSource(name: "handbook", folder: handbook)).inventory()
        #expect(Array(inventory.files.keys) == ["handbook/退货.md"])
        #expect(inventory.mayStillHold("a.md") && inventory.mayStillHold("x/a.md"))
        #expect(!inventory.mayStillHold("handbook/gone.md"))
        #expect(inventory.skipped.map(\.isFault) == [true])
    }

    @Test("an empty source, such as an unmounted disk, keeps its documents; an empty main folder is not a fault")
    func emptySource() async throws {
        try folder.remove("main/index.md")
        let empty = folder.url.appending(path: "empty")
        try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
        let sources = [
            try FolderSource(folder: main), try FolderSource(name: "handbook", folder: handbook),
            try FolderSource(name: "disk", folder: empty),
        ]
        let inventory = try await KnowledgeBase(sources).inventory()
        #expect(inventory.skipped.filter(\.isFault).map(\.path) == ["disk"])
        #expect(inventory.mayStillHold("disk/a.md") && inventory.mayStillHold("a.md"))
        let all = [sources[0], sources[2]]
        let error = await #expect(throws: RAGError.self) { try await KnowledgeBase(all).inventory() }
        #expect(error?.message == "The knowledge base at \(main.path) is empty; nothing was removed")
    }

    @Test("a folder of the main source with the name of another source gives one clear sentence")
    func collision() async throws {
        try folder.write("x", to: "main/handbook/a.md")
        let further = try FolderSource(name: "handbook", folder: handbook)
        let error = await #expect(throws: RAGError.self) { try await base(further).inventory() }
        #expect(error?.message == "The folder handbook in \(main.path) has the name of a source of documents")
        let split = try FolderSource(folder: main, exclude: ["/handbook"])
        #expect(try await KnowledgeBase([split, further]).inventory().files.count == 2)
    }

    @Test("names and patterns of the settings are validated")
    func settings() throws {
        for name in ["", ".git", "a/b"] {
            #expect(throws: RAGError.self) { try FolderSource(name: name, folder: handbook) }
        }
        let twice = try FolderSource(name: "h", folder: handbook)
        let error = #expect(throws: RAGError.self) { try base(twice, twice) }
        #expect(error?.message == "Two sources of documents are called h")
        let pattern = #expect(throws: RAGError.self) { try FolderSource(name: "h", folder: handbook, include: ["a["]) }
        #expect(pattern?.message == "The pattern \"a[\" has a [ that is never closed")
    }

    @Test("a document in a format that lost its reader stays")
    func lostReader() async throws {
        try folder.write("q,a", to: "main/a.csv")
        let base = try KnowledgeBase([FolderSource(folder: main)], readers: DocumentReaders([MarkdownReader()]))
        let inventory = try await base.inventory()
        #expect(inventory.unsupported == ["csv": 1] && inventory.mayStillHold("a.csv"))
    }
}
