import Foundation
import RAGCore

/// Brings the store up to the folder: reads what changed, embeds what was never embedded, replaces documents whole.
///
/// What is finished stays, whenever it ends: each batch of embeddings is in the cache once it is paid, each document in the
/// store once it is whole. The next run goes on from there.
package struct KnowledgeBaseRefresh: Sendable {
    package let knowledgeBase: KnowledgeBase
    package let chunker: Chunker
    package let embedder: any Embedder
    package let store: any VectorStore
    package let cache: any EmbeddingCache
    /// Texts that go to the embedder at once, of one or of many documents.
    package let batchSize: Int

    package init(
        of knowledgeBase: KnowledgeBase,
        chunker: Chunker = Chunker(),
        embedder: any Embedder,
        store: any VectorStore,
        cache: any EmbeddingCache,
        batchSize: Int = 64
    ) {
        self.knowledgeBase = knowledgeBase
        self.chunker = chunker
        self.embedder = embedder
        self.store = store
        self.cache = cache
        self.batchSize = max(batchSize, 1)
    }

    /// Refreshes, or with `dryRun` says what a refresh would do.
    ///
    /// Throws `RAGError` where the knowledge base is missing or empty, where much of it is gone and `allowRemovals` is not set,
    /// and what embedder, store and cache throw; `CancellationError` between two batches.
    package func run(
        dryRun: Bool = false,
        allowRemovals: Bool = false,
        progress: @Sendable (RefreshProgress) -> Void = { _ in }
    ) async throws -> RefreshReport {
        let start = ContinuousClock.now
        let inventory = try await knowledgeBase.inventory()
        let plan = try await plan(for: inventory)
        if !allowRemovals, !dryRun { try plan.guardRemovals() }
        var work = RefreshWork(refresh: self, plan: plan, inventory: inventory, isDryRun: dryRun)
        // First, because it costs nothing: what was withdrawn goes even when the embedding service is down.
        if !dryRun, !plan.removed.isEmpty { try await store.remove(plan.removed) }
        for path in plan.toRead {
            try Task.checkCancellation()
            try await work.read(path)
            try await work.embed(untilFewerThan: batchSize, progress: progress)
        }
        try await work.embed(untilFewerThan: 1, progress: progress)
        return work.finish(seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    private func plan(for inventory: Inventory) async throws -> RefreshPlan {
        let current = inventory.files.mapValues { file in
            DocumentFingerprint(contentHash: file.contentHash, recipe: recipe(for: file.path), model: embedder.model)
        }
        return RefreshPlan(
            current: current,
            stored: try await store.fingerprints(),
            mayStillBe: inventory.mayStillHold
        )
    }

    /// What makes chunks out of the document at `path`.
    func recipe(for path: String) -> String {
        [knowledgeBase.readers.reader(for: path)?.recipe, chunker.recipe].compactMap { $0 }.joined(separator: " ")
    }
}
