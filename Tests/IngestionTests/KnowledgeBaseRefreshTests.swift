import Foundation
import RAGCore
import Synchronization
import Testing

@testable import Ingestion

@Suite struct KnowledgeBaseRefreshTests {
    private let folder: TemporaryFolder
    private let store = MemoryStore()

    init() throws { folder = try TemporaryFolder() }

    private func refresh(_ embedder: CountingEmbedder, batchSize: Int = 64) -> KnowledgeBaseRefresh {
        let base = KnowledgeBase(folder: folder.url)
        return KnowledgeBaseRefresh(of: base, embedder: embedder, store: store, cache: store, batchSize: batchSize)
    }

    private func writeDocuments(_ count: Int) throws {
        for number in 0..<count {
            try folder.write("# 文档 \(number)\n\n正文 \(number)。", to: String(format: "d%03d.md", number))
        }
    }

    @Test("documents go in whole, in batches over documents, and an equal second run costs nothing")
    func firstAndSecondRun() async throws {
        try writeDocuments(150)
        let embedder = CountingEmbedder()
        let first = try await refresh(embedder).run()
        #expect(first.added.count == 150)
        #expect(first.counts == [150, 150, 0])
        #expect(first.tokens > 150 && first.seconds > 0 && !first.hasFaults)
        #expect(await embedder.batches.map(\.count) == [64, 64, 22])
        #expect(await store.paths.count == 150)
        let document = await store.documents["d007.md"]
        #expect(document?.document.title == "文档 7")
        #expect(document?.chunks.first?.textHash == ContentHash.of("文档 7\n正文 7。"))

        let second = try await refresh(embedder).run()
        #expect(second.unchanged == 150)
        #expect(second.added.isEmpty && second.changed.isEmpty && second.chunks == 0)
        #expect(await embedder.batches.count == 3)
        #expect(await store.replaced.count == 150)
    }

    @Test("a file that was touched but is equal costs nothing")
    func touched() async throws {
        try writeDocuments(1)
        let embedder = CountingEmbedder()
        _ = try await refresh(embedder).run()
        try writeDocuments(1)
        #expect(try await refresh(embedder).run().unchanged == 1)
        #expect(await embedder.batches.count == 1)
    }

    @Test("of a changed document only the changed chunks are embedded again")
    func changed() async throws {
        try folder.write("# T\n\n## A\n\none\n\n## B\n\ntwo", to: "a.md")
        let embedder = CountingEmbedder()
        _ = try await refresh(embedder).run()
        try folder.write("# T\n\n## A\n\none\n\n## B\n\nthree", to: "a.md")
        let report = try await refresh(embedder).run()
        #expect(report.changed == ["a.md"])
        #expect(report.counts == [2, 1, 1])
        #expect(await embedder.texts.last == "T › B\nthree")
        #expect(await store.texts(of: "a.md") == ["one", "three"])
    }

    @Test("equal passages are embedded once, and a moved document not at all")
    func equalPassages() async throws {
        try folder.write("# T\n\nsame", to: "a.md")
        try folder.write("# T\n\nsame", to: "b.md")
        let embedder = CountingEmbedder()
        let report = try await refresh(embedder).run()
        #expect(report.counts == [2, 1, 1])
        #expect(await store.paths == ["a.md", "b.md"])
        try folder.remove("a.md")
        try folder.write("# T\n\nsame", to: "moved/c.md")
        let moved = try await refresh(embedder).run()
        #expect(moved.added == ["moved/c.md"] && moved.removed == ["a.md"] && moved.embedded == 0)
        #expect(await store.paths == ["b.md", "moved/c.md"])
    }

    @Test("a bad document is reported and skipped, the others go in, and what was stored of it stays")
    func badDocument() async throws {
        try folder.write("good", to: "a.md")
        try folder.write("will break", to: "b.md")
        try folder.write("will be emptied", to: "c.md")
        let embedder = CountingEmbedder()
        _ = try await refresh(embedder).run()
        try folder.write(Data([0x68, 0xFF, 0xFE, 0x21]), to: "b.md")
        try folder.write("<!-- nothing -->", to: "c.md")
        try folder.write("question,answer\nQ?,\"open", to: "d.csv")
        try folder.write("more", to: "e.md")
        let report = try await refresh(embedder).run()
        #expect(report.added == ["e.md"] && report.changed.isEmpty && report.removed == ["c.md"])
        #expect(
            report.skipped.map(\.description) == [
                "b.md is not valid UTF-8 (first wrong byte in line 1)", "c.md holds no text",
                "d.csv has a quotation mark in line 2 that is never closed",
            ]
        )
        #expect(report.hasFaults)
        #expect(await store.paths == ["a.md", "b.md", "e.md"])
    }

    @Test("what a dead service leaves unfinished is finished by the next run, and nothing is paid twice")
    func interrupted() async throws {
        try writeDocuments(10)
        let embedder = CountingEmbedder(failingAfter: 2)
        await #expect(throws: RAGError.self) { try await refresh(embedder, batchSize: 3).run() }
        #expect(await store.paths.count == 6)
        await embedder.recover()
        let report = try await refresh(embedder, batchSize: 3).run()
        #expect(report.added.count == 4 && report.unchanged == 6 && report.embedded == 4)
        let texts = await embedder.texts
        #expect(texts.count == 10 && Set(texts).count == 10)
    }

    @Test("a document is stored only when it is whole")
    func wholeDocuments() async throws {
        try folder.write((0..<8).map { "## H\($0)\n\nbody \($0)" }.joined(separator: "\n\n"), to: "long.md")
        let embedder = CountingEmbedder(failingAfter: 1)
        await #expect(throws: RAGError.self) { try await refresh(embedder, batchSize: 3).run() }
        #expect(await store.paths.isEmpty)
        #expect(await store.cached.count == 3)
        await embedder.recover()
        let report = try await refresh(embedder, batchSize: 3).run()
        #expect(report.counts == [8, 5, 3])
    }

    @Test("a cancelled refresh stops between batches and keeps what is done")
    func cancelled() async throws {
        try writeDocuments(20)
        let embedder = CountingEmbedder()
        let refresh = refresh(embedder, batchSize: 2)
        let task = Task {
            try await refresh.run { progress in
                if progress.embedded >= 4 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(await embedder.texts.count == 4)
        #expect(await store.cached.count == 4)
    }

    @Test("a dry run says what would be done and does nothing")
    func dryRun() async throws {
        try writeDocuments(3)
        let embedder = CountingEmbedder()
        let report = try await refresh(embedder).run(dryRun: true)
        #expect(report.isDryRun && report.added.count == 3 && report.embedded == 3 && report.tokens > 0)
        #expect(await embedder.batches.isEmpty)
        #expect(await store.paths.isEmpty)
    }

    @Test("many documents gone at once are not removed unless that is allowed")
    func removalGuard() async throws {
        try writeDocuments(10)
        let embedder = CountingEmbedder()
        _ = try await refresh(embedder).run()
        for number in 0..<6 { try folder.remove(String(format: "d%03d.md", number)) }
        let error = await #expect(throws: RAGError.self) { try await refresh(embedder).run() }
        #expect(error?.message == "6 of 10 documents are gone from the knowledge base; nothing was removed")
        #expect(await store.paths.count == 10)
        #expect(try await refresh(embedder).run(allowRemovals: true).removed.count == 6)
        #expect(await store.paths.count == 4)
    }

    @Test("another model or another chunker means to read again")
    func otherModel() async throws {
        try writeDocuments(2)
        _ = try await refresh(CountingEmbedder()).run()
        let other = CountingEmbedder(model: "other")
        #expect(try await refresh(other).run().changed.count == 2)
        #expect(await other.texts.count == 2)
        let base = KnowledgeBase(folder: folder.url)
        let recut = KnowledgeBaseRefresh(
            of: base,
            chunker: Chunker(budget: 100),
            embedder: other,
            store: store,
            cache: store
        )
        let report = try await recut.run()
        #expect(report.changed.count == 2 && report.embedded == 0)
    }

    @Test("an embedder that answers with too few embeddings stores nothing")
    func shortAnswer() async throws {
        try writeDocuments(3)
        let error = await #expect(throws: RAGError.self) {
            try await refresh(CountingEmbedder(answersShort: true)).run()
        }
        #expect(error?.message == "The embedding model counting gave 2 embeddings for 3 texts")
        #expect(await store.paths.isEmpty)
    }

    @Test("progress tells how far it is")
    func progress() async throws {
        try writeDocuments(5)
        let seen = Mutex<[RefreshProgress]>([])
        _ = try await refresh(CountingEmbedder(), batchSize: 2).run { progress in seen.withLock { $0.append(progress) }
        }
        let last = try #require(seen.withLock { $0.last })
        #expect(last.documentsRead == 5 && last.documentsTotal == 5 && last.documentsStored == 5)
        #expect(last.chunks == 5 && last.embedded == 5 && last.reused == 0)
    }
}

extension RefreshReport {
    /// Chunks, those embedded and those reused.
    fileprivate var counts: [Int] { [chunks, embedded, reused] }
}
