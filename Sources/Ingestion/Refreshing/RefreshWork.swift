import Foundation
import RAGCore

/// One run of a refresh: its queue and its counts.
struct RefreshWork {
    private let refresh: KnowledgeBaseRefresh
    private let plan: RefreshPlan
    private let inventory: Inventory
    private let isDryRun: Bool
    private var queue = EmbeddingQueue()
    private var report = RefreshReport()
    private var progress = RefreshProgress()
    private var skippedPaths: Set<String> = []

    init(refresh: KnowledgeBaseRefresh, plan: RefreshPlan, inventory: Inventory, isDryRun: Bool) {
        self.refresh = refresh
        self.plan = plan
        self.inventory = inventory
        self.isDryRun = isDryRun
        self.report.skipped = inventory.skipped
        self.report.unsupported = inventory.unsupported
        self.progress.documentsTotal = plan.toRead.count
    }

    /// Reads and cuts a document and queues it; one that cannot be read is noted.
    mutating func read(_ path: String) async throws {
        guard let file = inventory.files[path] else { return }
        progress.documentsRead += 1
        let prepared: EmbeddingQueue.Prepared
        do {
            prepared = try refresh.prepare(file)
        } catch {
            skippedPaths.insert(path)
            report.skipped.append(SkippedDocument(path: path, kind: error.kind, reason: error.reason))
            return
        }
        guard !prepared.chunks.isEmpty else {
            // What a person has emptied must no longer be found.
            if plan.changed.contains(path) {
                report.removed.append(path)
                if !isDryRun { try await refresh.store.remove([path]) }
            }
            skippedPaths.insert(path)
            report.skipped.append(SkippedDocument(path: path, kind: .empty, reason: "holds no text"))
            return
        }
        let unknown = queue.unknown(among: prepared.hashes)
        let cached = try await refresh.cache.embeddings(for: unknown, model: refresh.embedder.model)
        progress.chunks += prepared.chunks.count
        progress.reused += queue.add(prepared, cached: cached)
    }

    /// Embeds batch after batch until fewer than `count` texts wait, and stores what is whole.
    mutating func embed(untilFewerThan count: Int, progress tell: @Sendable (RefreshProgress) -> Void) async throws {
        while queue.wantedCount >= count {
            try await store()
            try Task.checkCancellation()
            let batch = queue.takeBatch(refresh.batchSize)
            queue.resolve(try await embed(batch))
            progress.embedded += batch.count
            tell(progress)
        }
        try await store()
        tell(progress)
    }

    /// The report of all that was done.
    mutating func finish(seconds: Double) -> RefreshReport {
        report.added = plan.added.filter { !skippedPaths.contains($0) }
        report.changed = plan.changed.filter { !skippedPaths.contains($0) }
        report.unchanged = plan.unchanged.count
        report.removed = (report.removed + plan.removed).sorted()
        report.skipped.sort { $0.path < $1.path }
        report.chunks = progress.chunks
        report.embedded = progress.embedded
        report.reused = progress.reused
        report.seconds = seconds
        report.isDryRun = isDryRun
        return report
    }

    private mutating func embed(_ batch: [EmbeddingQueue.Wanted]) async throws -> [String: Embedding] {
        report.tokens += batch.reduce(0) { $0 + TokenEstimator.count($1.text) }
        if isDryRun {
            return Dictionary(uniqueKeysWithValues: batch.map { ($0.hash, Embedding(unitLength: [])) })
        }
        let model = refresh.embedder.model
        let embeddings = try await refresh.embedder.embed(batch.map(\.text), as: .passage)
        guard embeddings.count == batch.count else {
            throw RAGError(
                .serviceFailed,
                "The embedding model \(model.name) gave \(embeddings.count) embeddings for \(batch.count) texts"
            )
        }
        let paid = Dictionary(uniqueKeysWithValues: zip(batch.map(\.hash), embeddings))
        try await refresh.cache.store(paid, model: model)
        return paid
    }

    private mutating func store() async throws {
        for (document, chunks) in queue.takeWhole() {
            if !isDryRun { try await refresh.store.replace(document, with: chunks, model: refresh.embedder.model) }
            progress.documentsStored += 1
        }
    }
}

extension KnowledgeBaseRefresh {
    /// Reads and cuts a document. Its hash is that of the bytes read now: the file may have changed since it was listed.
    func prepare(_ file: SourceFile) throws(ReadingError) -> EmbeddingQueue.Prepared {
        let bytes = try knowledgeBase.bytes(of: file)
        let read = try knowledgeBase.read(bytes, of: file)
        let document = Document(
            path: file.path,
            title: read.title,
            language: read.language,
            contentHash: file.contentHash(of: bytes),
            recipe: recipe(for: file.path),
            byteCount: bytes.count,
            metadata: read.metadata
        )
        let chunks = chunker.chunks(of: read)
        return EmbeddingQueue.Prepared(
            document: document,
            chunks: chunks,
            hashes: chunks.map { ContentHash.of($0.embeddedText(title: read.title)) }
        )
    }
}
