import Foundation
import RAGCore
import Synchronization
import Testing

@testable import Ingestion

@Suite struct KnowledgeBaseRefreshTests {
    private let folder: TemporaryFolder
    private let store = MemoryStore()

    init() throws { folder = try TemporaryFolder() }

    private func refresh(
        _ embedder: CountingEmbedder,
        batchSize: Int = 64,
        chunker: Chunker = Chunker(),
        toolsOf: @escaping @Sendable (GenerationRecipe) throws -> RefreshTools = { throw $0.cannotBeMade }
    ) -> KnowledgeBaseRefresh {
        KnowledgeBaseRefresh(
            of: KnowledgeBase(folder: folder.url),
            with: RefreshTools(chunker: chunker, embedder: embedder),
            store: store,
            cache: store,
            settings: RefreshSettings(batchSize: batchSize, pricePerMillionTokens: 20),
            toolsOf: toolsOf
        )
    }

    private func writeDocuments(_ count: Int) throws {
        for number in 0..<count {
            try folder.write("# 文档 \(number)\n\n正文 \(number)。", to: String(format: "d%03d.md", number))
        }
    }

    @Test(
        "a text that the model refuses is reported with its document; the others are stored, and the next run tries it again"
    )
    func refusedText() async throws {
        try writeDocuments(40)
        try folder.write("# Odd\n\nThis holds POISON.", to: "d020b.md")
        let report = try await refresh(CountingEmbedder(refusing: "POISON"), batchSize: 16).run()
        #expect(report.added.count == 40 && report.hasFaults)
        #expect(report.skipped.map(\.path) == ["d020b.md"])
        #expect(report.skipped.first?.reason.contains("cannot be embedded") == true)
        let mended = try await refresh(CountingEmbedder(), batchSize: 16).run()
        #expect(mended.added == ["d020b.md"] && mended.unchanged == 40)
    }

    @Test("a model that refuses everything is soon not asked any more")
    func allRefused() async throws {
        try writeDocuments(40)
        let embedder = CountingEmbedder(refusing: "")
        await #expect(throws: RAGError.self) { try await refresh(embedder).run() }
        #expect(await store.cached.isEmpty)
    }

    @Test("whole documents are stored, batches span documents, and an unchanged second run costs nothing")
    func firstAndSecondRun() async throws {
        try writeDocuments(150)
        let embedder = CountingEmbedder()
        let first = try await refresh(embedder).run()
        #expect(first.added.count == 150)
        #expect(first.counts == [150, 150, 0])
        #expect(first.tokens > 150 && first.seconds > 0 && !first.hasFaults)
        #expect(first.calls == 3 && first.cost == Double(first.tokens) * 20 / 1e6)
        #expect(first.isPublished && !first.isHeld && first.generation == 1)
        #expect(await embedder.batches.map(\.count) == [64, 64, 22])
        #expect(await store.paths.count == 150)
        let document = await store.answering["d007.md"]
        #expect(document?.document.title == "文档 7")
        #expect(document?.chunks.first?.textHash == ContentHash.of("文档 7\n正文 7。", as: .passage))
        #expect(await store.turns == 1)

        let second = try await refresh(embedder).run()
        #expect(second.unchanged == 150)
        #expect(second.added.isEmpty && second.changed.isEmpty && second.chunks == 0)
        #expect(await embedder.batches.count == 3)
        #expect(await store.transactions.flatMap { $0 } == (0..<150).map { String(format: "d%03d.md", $0) })
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

    @Test("only the changed chunks of a document are embedded again")
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

    @Test("equal passages are embedded once")
    func equalPassages() async throws {
        try folder.write("# T\n\nsame", to: "a.md")
        try folder.write("# T\n\nsame", to: "b.md")
        let report = try await refresh(CountingEmbedder()).run()
        #expect(report.counts == [2, 1, 1])
        #expect(await store.paths == ["a.md", "b.md"])
    }

    @Test("a moved document is neither read nor embedded again; one titled by its file name gets the new title")
    func moved() async throws {
        try folder.write("# T\n\ntext", to: "a.md")
        try folder.write("no heading", to: "old name.md")
        let embedder = CountingEmbedder()
        _ = try await refresh(embedder).run()
        try folder.remove("a.md")
        try folder.remove("old name.md")
        try folder.write("# T\n\ntext", to: "below/c.md")
        try folder.write("no heading", to: "new name.md")
        let report = try await refresh(embedder).run()
        #expect(report.moved == ["a.md": "below/c.md"])
        #expect(report.added == ["new name.md"] && report.removed == ["old name.md"] && report.embedded == 1)
        #expect(await store.answering["new name.md"]?.document.title == "new name")
        #expect(await store.paths == ["below/c.md", "new name.md"])
    }

    @Test("a question is embedded by itself in the role of a query")
    func questions() async throws {
        try folder.write("question,answer\n退货要多久？,15 天。\nHow long?,15 days.\n", to: "faq.csv")
        let embedder = CountingEmbedder()
        let report = try await refresh(embedder).run()
        #expect(report.chunks == 2 && report.embedded == 4)
        let calls = zip(await embedder.roles, await embedder.batches)
        let questions = calls.filter { $0.0 == .query }.flatMap(\.1)
        #expect(Set(questions) == ["退货要多久？", "How long?"])
        let chunk = await store.answering["faq.csv"]?.chunks.first
        #expect(chunk?.questionHash == ContentHash.of("退货要多久？", as: .query))
    }

    @Test("a bad document is reported and skipped, the others are stored, and its stored chunks stay")
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
                "b.md is not valid UTF-8 (first wrong byte in line 1)", "c.md contains no text",
                "d.csv has a quotation mark in line 2 that is never closed",
            ]
        )
        #expect(report.hasFaults)
        #expect(await store.paths == ["a.md", "b.md", "e.md"])
    }

    @Test("the next run finishes what a dead service left unfinished, and nothing is paid twice")
    func interrupted() async throws {
        try writeDocuments(10)
        let embedder = CountingEmbedder(failingAfter: 2)
        await #expect(throws: RAGError.self) { try await refresh(embedder, batchSize: 3).run() }
        #expect(await store.building.count == 6)
        #expect(await store.paths.isEmpty)
        await embedder.recover()
        let report = try await refresh(embedder, batchSize: 3).run()
        #expect(report.added.count == 4 && report.unchanged == 6 && report.embedded == 4)
        let texts = await embedder.texts
        #expect(texts.count == 10 && Set(texts).count == 10)
    }

    @Test("a document is stored only when it is complete")
    func wholeDocuments() async throws {
        try folder.write((0..<8).map { "## H\($0)\n\nbody \($0)" }.joined(separator: "\n\n"), to: "long.md")
        let embedder = CountingEmbedder(failingAfter: 1)
        await #expect(throws: RAGError.self) { try await refresh(embedder, batchSize: 3).run() }
        #expect(await store.building.isEmpty)
        #expect(await store.cached.count == 3)
        await embedder.recover()
        let report = try await refresh(embedder, batchSize: 3).run()
        #expect(report.counts == [8, 5, 3])
    }

    @Test("a cancelled refresh stops at once and keeps what was paid")
    func cancelled() async throws {
        try writeDocuments(20)
        let embedder = CountingEmbedder()
        let job = refresh(embedder, batchSize: 2)
        let stop = Mutex<Task<RefreshReport, any Error>?>(nil)
        let task = Task {
            try await job.run { progress in if progress.embedded >= 4 { stop.withLock { $0?.cancel() } } }
        }
        stop.withLock { $0 = task }
        await #expect(throws: CancellationError.self) { try await task.value }
        let paid = await embedder.texts.count
        #expect(await store.cached.count == paid)
        #expect(paid < 20)
    }

    @Test("a dry run reports what would be done and its cost, and does nothing")
    func dryRun() async throws {
        try writeDocuments(3)
        try folder.write("# 文档 0\n\n正文 0。", to: "equal.md")
        let embedder = CountingEmbedder()
        let report = try await refresh(embedder).run(dryRun: true)
        #expect(report.isDryRun && report.added.count == 4 && report.counts == [4, 3, 1] && report.tokens > 0)
        #expect((report.cost ?? 0) > 0 && report.generation == nil && !report.isPublished)
        #expect(await embedder.batches.isEmpty)
        #expect(await store.isUntouched)
        let done = try await refresh(embedder).run()
        #expect([done.counts, [done.tokens]] == [report.counts, [report.tokens]])
        try folder.remove("equal.md")
        let again = try await refresh(embedder).run(dryRun: true)
        #expect(again.removed == ["equal.md"] && again.unchanged == 3 && again.generation == done.generation)
        #expect(await store.paths.count == 4)
    }

    @Test("many documents are not removed at once unless that is allowed")
    func removalGuard() async throws {
        try writeDocuments(10)
        let embedder = CountingEmbedder()
        _ = try await refresh(embedder).run()
        for number in 0..<6 { try folder.remove(String(format: "d%03d.md", number)) }
        let error = await #expect(throws: RAGError.self) { try await refresh(embedder).run() }
        #expect(error?.message == "6 of 10 documents are gone from the knowledge base; nothing was removed")
        #expect(await store.paths.count == 10)
        let dryRun = try await refresh(embedder).run(dryRun: true)
        #expect(dryRun.refusal == error?.message && dryRun.removed.count == 6)
        #expect(try await refresh(embedder).run(dryRun: true, allowRemovals: true).refusal == nil)
        #expect(try await refresh(embedder).run(allowRemovals: true).removed.count == 6)
        #expect(await store.paths.count == 4)
    }

    @Test("an embedder that answers with too few embeddings stores nothing")
    func shortAnswer() async throws {
        try writeDocuments(3)
        let error = await #expect(throws: RAGError.self) {
            try await refresh(CountingEmbedder(answersShort: true)).run()
        }
        #expect(error?.message == "The embedding model counting returned 2 embeddings for 3 texts")
        #expect(await store.building.isEmpty)
    }

    @Test("progress is reported")
    func progress() async throws {
        try writeDocuments(5)
        let seen = Mutex<[RefreshProgress]>([])
        _ = try await refresh(CountingEmbedder(), batchSize: 2).run { progress in
            seen.withLock { $0.append(progress) }
        }
        let last = try #require(seen.withLock { $0.last })
        #expect(last.documentsRead == 5 && last.documentsTotal == 5 && last.documentsStored == 5)
        #expect(last.chunks == 5 && last.texts == 5 && last.embedded == 5 && last.reused == 0)
        #expect(last.bytesRead == last.bytesTotal && last.bytesTotal > 0 && last.rate > 0)
    }
}

extension RefreshReport {
    /// Numbers of chunks, embedded texts and reused texts.
    fileprivate var counts: [Int] { [chunks, embedded, reused] }
}
