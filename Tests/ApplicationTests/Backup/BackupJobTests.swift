import Foundation
import RAGCore
import SQLiteStore
import Testing

@testable import Application

@Suite("Backing up a workspace")
struct BackupJobTests {
    private static let documents = [
        "zh/returns.md": "# 退货政策\n\n签收后 15 天内可以申请退货。\n\n## 运费\n\n运费由客户承担，上门取件 12 元。\n",
        "en/refunds.md":
            "# Refunds\n\nWe issue refunds within 2 business days.\n\n## Where\n\nTo the card you paid with.\n",
    ]

    private func backUp(_ settings: Settings, to file: URL, force: Bool = false) throws -> BackupManifest {
        try BackupJob(settings, to: file, overwrites: force).run { _ in }
    }

    /// Runs `body` with an assembly whose workspace was refreshed and has a conversation, and a folder for backups.
    private func withFilledWorkspace(_ body: (Assembly, URL) async throws -> Void) async throws {
        try await withAssembly(Self.documents) { assembly in
            let job = try await RefreshJob(assembly)
            _ = try await job.run { _ in }
            try job.close()
            let store = try assembly.serviceStore()
            let session = try await store.begin(name: "王女士", owner: nil, at: Date())
            _ = try await store.append(sampleTurn("退货要几天？"), to: session.id)
            let folder = FileManager.default.temporaryDirectory.appending(
                path: "kefu-\(UUID())",
                directoryHint: .isDirectory
            )
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            defer { try? FileManager.default.removeItem(at: folder) }
            // The store stays open, and its last turn is in the log alone.
            try await body(assembly, folder)
            try store.close()
        }
    }

    private func sampleTurn(_ question: String) -> TurnRecord {
        TurnRecord(
            question: question,
            askedAt: Date(),
            decision: DecisionRecord("declined", leavesOpen: true),
            answer: "没有找到"
        )
    }

    @Test("a restored workspace finds the same passages with the same scores, and has the newest turn")
    func same() async throws {
        try await withFilledWorkspace { assembly, folder in
            let file = folder.appending(path: "b.zip")
            let manifest = try backUp(assembly.settings, to: file)
            #expect(Set(manifest.items).isSuperset(of: [".kefu", "kefu.yaml", "knowledge-base", "prompts"]))
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["b.zip"])

            let root = folder.appending(path: "restored", directoryHint: .isDirectory)
            _ = try RestoreJob(file, into: Workspace(root: root)).run(isCheckOnly: false) { _ in }
            var settings = assembly.settings
            settings.workspace = Workspace(root: root)
            let restored = Assembly(settings, notify: { _ in })
            for question in ["退货的运费是多少？", "How long do refunds take?"] {
                let before = try await hits(question, assembly)
                #expect(try await hits(question, restored) == before)
                #expect(!before.isEmpty)
            }
            let store = try restored.serviceStore()
            let session = try #require(try await store.session("王女士"))
            #expect(try await store.turns(of: session.id, last: nil).map(\.record.question) == ["退货要几天？"])
            try store.close()
            let names = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
            #expect(names == [".kefu", "kefu.yaml", "knowledge-base", "prompts"])
        }
    }

    private func hits(_ question: String, _ assembly: Assembly) async throws -> [String] {
        let store = try SQLiteStore(at: assembly.settings.workspace.database, access: .readOnly)
        let retriever = try assembly.ranking(store, try await assembly.embedder(for: store), nil)
        return try await retriever.retrieve(question, limit: 5).passages.map { passage in
            "\(passage.hit.documentPath) \(passage.hit.score) \(passage.hit.chunk.text)"
        }
    }

    @Test("a file is not replaced unless that is wanted, and a place that is backed up itself is refused")
    func places() async throws {
        try await withFilledWorkspace { assembly, folder in
            let file = folder.appending(path: "b.zip")
            _ = try backUp(assembly.settings, to: file)
            #expect(throws: UsageError.self) { try backUp(assembly.settings, to: file) }
            _ = try backUp(assembly.settings, to: file, force: true)
            let inside = assembly.settings.knowledgeBase.folder.appending(path: "b.zip")
            #expect(throws: UsageError.self) { try backUp(assembly.settings, to: inside) }
            #expect(throws: UsageError.self) { try backUp(assembly.settings, to: folder) }
            #expect(throws: UsageError.self) {
                try backUp(assembly.settings, to: folder.appending(path: "none/b.zip"))
            }
        }
    }

    @Test("what is derived, locks, links and folders elsewhere are left out and named")
    func omissions() async throws {
        try await withFilledWorkspace { assembly, folder in
            let link = assembly.settings.knowledgeBase.folder.appending(path: "link.md")
            try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "/etc/hostname")
            let manifest = try backUp(assembly.settings, to: folder.appending(path: "b.zip"))
            let leftOut = Set(manifest.leftOut.map(\.path))
            #expect(leftOut.isSuperset(of: [".kefu/vectors", ".kefu/knowledge.sqlite-turn", "knowledge-base/link.md"]))
            let taken = manifest.files.map(\.path)
            #expect(
                !taken.contains { $0.hasSuffix("-wal") || $0.hasPrefix(".kefu/vectors") || $0.hasSuffix("link.md") }
            )
            #expect(manifest.schemas.keys.sorted() == [".kefu/conversations.sqlite", ".kefu/knowledge.sqlite"])
        }
    }

    @Test("a damaged database is not backed up, and nothing is left")
    func damaged() async throws {
        try await withFilledWorkspace { assembly, folder in
            let database = assembly.settings.workspace.database
            let handle = try FileHandle(forWritingTo: database)
            try handle.seek(toOffset: 16_384 * 3)
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 16_384 * 2))
            try handle.close()
            #expect(throws: RAGError.self) { try backUp(assembly.settings, to: folder.appending(path: "b.zip")) }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.isEmpty)
        }
    }
}
