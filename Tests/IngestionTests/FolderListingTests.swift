import Foundation
import RAGCore
import Testing

@testable import Ingestion

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct FolderListingTests {
    private let folder: TemporaryFolder
    private var path: String { folder.url.path }

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("x", to: "a.md")
    }

    private func inventory() async throws -> Inventory { try await KnowledgeBase(folder: folder.url).inventory() }

    @Test("links within the folder are followed, each folder once, also to hidden ones")
    func linksInside() async throws {
        // The layout of a mounted Kubernetes ConfigMap.
        try folder.write("y", to: "..2024_01/b.md")
        try folder.write("z", to: ".store/sub/c.md")
        #expect(symlink("..2024_01", path + "/..data") == 0)
        #expect(symlink("..data/b.md", path + "/b.md") == 0)
        #expect(symlink(".store", path + "/shown") == 0)
        #expect(symlink(".", path + "/loop") == 0)
        #expect(symlink("../shown", path + "/.store/loop") == 0)
        let inventory = try await inventory()
        #expect(inventory.files.keys.sorted() == ["a.md", "b.md", "shown/sub/c.md"])
        #expect(inventory.skipped.isEmpty)
    }

    @Test("a link out of the folder is refused and reported, and documents indexed behind it stay")
    func linksOutside() async throws {
        let other = try TemporaryFolder()
        try other.write("secret", to: "secret.md")
        #expect(symlink(other.url.path, path + "/资料") == 0)
        #expect(symlink(other.url.path + "/secret.md", path + "/b.md") == 0)
        // The real path begins like the folder's.
        try FileManager.default.createDirectory(atPath: path + "-2", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path + "-2") }
        #expect(symlink(path + "-2", path + "/beside") == 0)
        let inventory = try await inventory()
        #expect(Array(inventory.files.keys) == ["a.md"])
        #expect(inventory.skipped.map(\.path).sorted() == ["b.md", "beside", "资料"])
        #expect(inventory.skipped.allSatisfy { $0.isFault && $0.reason == "is a link that leads out of the folder" })
        #expect(inventory.mayStillHold("资料/x/y.md") && inventory.mayStillHold("b.md"))
    }

    @Test("documents indexed below a broken link stay")
    func danglingFolder() async throws {
        #expect(symlink("/nowhere/at/all", path + "/disk") == 0)
        let inventory = try await inventory()
        #expect(inventory.skipped.map(\.description) == ["disk cannot be found or may not be read"])
        #expect(inventory.mayStillHold("disk/a.md") && !inventory.mayStillHold("disks/a.md"))
    }

    @Test("a folder that is itself reached through a link is listed")
    func linkedRoot() async throws {
        let other = try TemporaryFolder()
        let link = other.url.appending(path: "kb")
        #expect(symlink(path, link.path) == 0)
        #expect(symlink("a.md", path + "/b.md") == 0)
        #expect(try await KnowledgeBase(folder: link).inventory().files.keys.sorted() == ["a.md", "b.md"])
    }

    @Test("a name that is not valid UTF-8 is reported where it may be a document")
    func invalidNames() async throws {
        // 退货 in GBK, which Linux accepts and macOS refuses.
        let name: [UInt8] = Array(path.utf8) + [0x2F, 0xCD, 0xCB, 0xBB, 0xF5]
        let files = [name + Array(".md".utf8), name + Array(".mp4".utf8)].map { $0.map { CChar(bitPattern: $0) } + [0] }
        let descriptors = files.map { open($0, O_CREAT | O_WRONLY, 0o600) }
        descriptors.forEach { close($0) }
        let count = descriptors.count { $0 >= 0 }
        let inventory = try await inventory()
        #expect(Array(inventory.files.keys) == ["a.md"])
        #expect(inventory.skipped.map(\.reason) == (count == 0 ? [] : ["has a name that is not valid UTF-8"]))
    }

    @Test("of two names that differ only in their Unicode form, one is indexed and one is reported")
    func unicodeForms() async throws {
        try folder.write("1", to: "cafe\u{301}.md")
        try folder.write("2", to: "caf\u{E9}.md")
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        let inventory = try await inventory()
        #expect(inventory.files.count == 2)
        let reasons = names.count == 3 ? ["has the same name as another file in a different Unicode form"] : []
        #expect(inventory.skipped.map(\.reason) == reasons)
    }

    @Test("a folder deeper than the system's longest path is reported, and documents above it are listed")
    func longPaths() async throws {
        let name = String(repeating: "长", count: 80)
        var descriptor = open(path, O_RDONLY)
        for _ in 0..<20 {
            #expect(mkdirat(descriptor, name, 0o700) == 0)
            let next = openat(descriptor, name, O_RDONLY)
            close(openat(descriptor, "x.md", O_CREAT | O_WRONLY, 0o600))
            close(descriptor)
            descriptor = next
        }
        close(descriptor)
        let inventory = try await inventory()
        #expect(inventory.skipped.contains { $0.reason == "cannot be listed" })
        #expect(inventory.files.keys.contains("a.md"))
        // Foundation does not remove files that it cannot name.
        #expect(removeTree(path))
    }

    @Test("pipes and sockets are never opened")
    func specialFiles() async throws {
        #expect(mkfifo(path + "/pipe.md", 0o600) == 0)
        #expect(symlink("pipe.md", path + "/link.md") == 0)
        let inventory = try await inventory()
        #expect(
            inventory.skipped.map(\.description).sorted() == [
                "link.md is not a regular file", "pipe.md is not a regular file",
            ]
        )
    }

    @Test("a file that vanishes, grows or becomes a pipe once it is listed is reported when it is read")
    func changesAfterListing() async throws {
        let base = KnowledgeBase(folder: folder.url, sizeLimit: 100)
        let file = try #require(try await base.inventory().files["a.md"])
        try folder.write(String(repeating: "x", count: 100), to: "a.md")
        #expect(try base.bytes(of: file).count == 100)
        try folder.write(String(repeating: "x", count: 5_000), to: "a.md")
        let grown = #expect(throws: ReadingError.self) { try base.bytes(of: file) }
        #expect(grown?.reason.hasPrefix("is too large") == true)
        try folder.remove("a.md")
        let gone = #expect(throws: ReadingError.self) { try base.bytes(of: file) }
        #expect(gone?.reason == "cannot be read: No such file or directory")
        #expect(mkfifo(path + "/a.md", 0o600) == 0)
        let pipe = #expect(throws: ReadingError.self) { try base.bytes(of: file) }
        #expect(pipe?.reason == "is not a regular file")
    }

    @Test("files larger than the buffer are hashed whole", arguments: [1 << 17, (1 << 17) + 1, 1_000_003])
    func largeFiles(count: Int) async throws {
        let bytes = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try folder.write(bytes, to: "big.txt")
        let base = KnowledgeBase(folder: folder.url)
        let file = try #require(try await base.inventory().files["big.txt"])
        #expect(file.contentHash == ContentHash.of(bytes) && file.byteCount == count)
        #expect(try base.bytes(of: file) == bytes)
    }

    @Test("many files are each hashed once on several cores")
    func manyFiles() async throws {
        for index in 0..<500 { try folder.write("文档 \(index)", to: "\(index % 7)/\(index).txt") }
        let files = try await inventory().files
        #expect(files.count == 501)
        #expect((0..<500).allSatisfy { files["\($0 % 7)/\($0).txt"]?.contentHash == ContentHash.of("文档 \($0)") })
    }

    /// Removes a folder of any depth.
    private func removeTree(_ path: String) -> Bool {
        let removal = Process()
        removal.executableURL = URL(filePath: "/bin/rm")
        removal.arguments = ["-rf", path]
        guard (try? removal.run()) != nil else { return false }
        removal.waitUntilExit()
        return removal.terminationStatus == 0
    }
}
