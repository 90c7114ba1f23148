import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct GenerationRefreshTests {
    private let folder: TemporaryFolder
    private let store = MemoryStore()
    private let old = CountingEmbedder(model: "old")

    init() throws { folder = try TemporaryFolder() }

    private func refresh(_ embedder: CountingEmbedder, chunker: Chunker = Chunker()) -> KnowledgeBaseRefresh {
        KnowledgeBaseRefresh(
            of: KnowledgeBase(folder: folder.url),
            with: RefreshTools(chunker: chunker, embedder: embedder),
            store: store,
            cache: store,
            settings: RefreshSettings(batchSize: 3),
            toolsOf: { [old] recipe in
                guard recipe.model == old.model, let chunker = Chunker(recipe: recipe.chunker) else {
                    throw recipe.cannotBeMade
                }
                return RefreshTools(chunker: chunker, embedder: old)
            }
        )
    }

    private func writeDocuments(_ count: Int) throws {
        for number in 0..<count { try folder.write("# 文档 \(number)\n\n正文 \(number)。", to: "d\(number).md") }
    }

    @Test(
        "another model fills a generation beside the current one, continues where it stopped, and is published when it is complete"
    )
    func otherModel() async throws {
        try writeDocuments(10)
        _ = try await refresh(old).run()
        let new = CountingEmbedder(model: "new", failingAfter: 2)
        await #expect(throws: RAGError.self) { try await refresh(new).run() }
        #expect(await store.generations().current?.recipe.model.name == "old")
        #expect(await store.paths.count == 10)
        #expect(await store.building.count == 6)
        await new.recover()
        let report = try await refresh(new).run()
        #expect(report.added.count == 4 && report.unchanged == 6 && report.embedded == 4 && report.isPublished)
        #expect(report.leftBehind.isEmpty && report.generation == 2)
        let generations = await store.generations()
        #expect(generations.current?.id == 2 && generations.previous?.id == 1 && generations.building == nil)
    }

    @Test("another chunker makes a new generation, which reuses the embeddings of equal passages")
    func otherChunker() async throws {
        try writeDocuments(4)
        _ = try await refresh(old).run()
        let report = try await refresh(old, chunker: Chunker(budget: 100)).run()
        #expect(report.added.count == 4 && report.embedded == 0 && report.generation == 2)
    }

    @Test("a generation that was rolled back to is updated with its own recipe until the settings change")
    func rolledBack() async throws {
        try writeDocuments(3)
        _ = try await refresh(old).run()
        let new = CountingEmbedder(model: "new")
        _ = try await refresh(new).run()
        _ = try await store.rollBack()
        try folder.write("# 新\n\n新的。", to: "e.md")
        let held = try await refresh(new).run()
        #expect(held.isHeld && held.isPublished && held.generation == 1 && held.added == ["e.md"])
        #expect(await old.texts.last == "新\n新的。")
        #expect(await store.paths.count == 4)
        let newest = try await refresh(CountingEmbedder(model: "newest")).run()
        #expect(!newest.isHeld && newest.generation == 3)
    }

    @Test("a generation that was rolled back to and cannot be made any more is reported")
    func cannotBeMade() async throws {
        try writeDocuments(3)
        let forgotten = CountingEmbedder(model: "forgotten")
        _ = try await refresh(forgotten).run()
        _ = try await refresh(old).run()
        _ = try await store.rollBack()
        let error = await #expect(throws: RAGError.self) { try await refresh(old).run() }
        #expect(error?.code == .notConfigured && error?.message.contains("forgotten") == true)
    }

    @Test("a removed document leaves the current generation before the new one is complete")
    func removedWhileBuilding() async throws {
        try writeDocuments(5)
        _ = try await refresh(old).run()
        try folder.remove("d1.md")
        await #expect(throws: RAGError.self) {
            try await refresh(CountingEmbedder(model: "new", failingAfter: 0)).run()
        }
        #expect(await store.paths == ["d0.md", "d2.md", "d3.md", "d4.md"])
    }

    @Test("many removed documents at once also stop a new generation")
    func removalGuard() async throws {
        try writeDocuments(10)
        _ = try await refresh(old).run()
        for number in 0..<6 { try folder.remove("d\(number).md") }
        let new = CountingEmbedder(model: "new")
        let error = await #expect(throws: RAGError.self) { try await refresh(new).run() }
        #expect(error?.message == "6 of 10 documents are gone from the knowledge base; nothing was removed")
        #expect(await new.batches.isEmpty)
        #expect(try await refresh(new).run(allowRemovals: true).isPublished)
    }

    @Test("a document that broke meanwhile is reported as left behind; one that cannot be seen delays publishing")
    func lostDocuments() async throws {
        try writeDocuments(3)
        _ = try await refresh(old).run()
        try folder.write(Data([0x68, 0xFF, 0xFE, 0x21]), to: "d0.md")
        try folder.write("x", to: "locked/a.md")
        _ = try await refresh(old).run()
        try folder.remove("d1.md")
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "d1.md"),
            withDestinationURL: folder.url.appending(path: "nowhere")
        )
        let new = CountingEmbedder(model: "new")
        let report = try await refresh(new).run()
        #expect(report.leftBehind == ["d0.md"] && report.unseen == ["d1.md"] && !report.isPublished && report.hasFaults)
        #expect(await store.paths == ["d0.md", "d1.md", "d2.md", "locked/a.md"])
        try folder.remove("d1.md")
        try folder.write("# 文档 1\n\n正文 1。", to: "d1.md")
        let whole = try await refresh(new).run()
        #expect(whole.isPublished && whole.leftBehind == ["d0.md"] && whole.embedded == 1)
        #expect(await store.paths == ["d1.md", "d2.md", "locked/a.md"])
    }

    @Test("a chunker is created from its recipe, unless this version cuts differently")
    func chunkerRecipe() {
        #expect(Chunker(recipe: Chunker(budget: 100, overlap: 9).recipe) == Chunker(budget: 100, overlap: 9))
        for recipe in ["", "chunker", "chunker/0 100+9", Chunker(budget: 10).recipe + "+1"] {
            #expect(Chunker(recipe: recipe) == nil)
        }
    }
}
