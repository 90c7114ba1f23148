import Foundation
import RAGCore

/// A job that brings the index up to date with the knowledge base: it reads changed documents, embeds new texts, and
/// replaces whole documents.
///
/// Finished work is kept whenever the job ends: each batch of embeddings is in the cache once it is paid, each document
/// in the store once it is complete. The next run continues from there.
///
/// If the embedding model or the chunker differs from those of the current generation, a new generation is built beside
/// it and published when it is complete. A recipe that was rolled back is not built again: the current generation is
/// kept up to date with its own recipe.
package struct KnowledgeBaseRefresh: Sendable {
    /// Documents to index.
    package let knowledgeBase: KnowledgeBase
    /// Chunker and embedder that the settings ask for.
    package let tools: RefreshTools
    /// The store that is written to.
    package let store: any VectorStore
    /// The cache of embeddings that were paid for.
    package let cache: any EmbeddingCache
    /// Batch sizes, limits and prices.
    package let settings: RefreshSettings
    /// A function that makes the tools of another recipe, for a generation that was rolled back to. Throws `RAGError`.
    package let toolsOf: @Sendable (GenerationRecipe) throws -> RefreshTools

    /// Creates a job. Without `toolsOf`, a generation with another recipe cannot be kept up to date.
    package init(
        of knowledgeBase: KnowledgeBase,
        with tools: RefreshTools,
        store: any VectorStore,
        cache: any EmbeddingCache,
        settings: RefreshSettings = RefreshSettings(),
        toolsOf: @escaping @Sendable (GenerationRecipe) throws -> RefreshTools = { throw $0.cannotBeMade }
    ) {
        self.knowledgeBase = knowledgeBase
        self.tools = tools
        self.store = store
        self.cache = cache
        self.settings = settings
        self.toolsOf = toolsOf
    }

    /// Runs the refresh as the only writer. With `dryRun` it only reports what a refresh would do, even beside a
    /// writer.
    ///
    /// Throws `RAGError` if the knowledge base is missing or empty, if another process writes, or if many documents are
    /// gone and `allowRemovals` is false; throws the errors of embedder, store and cache, and `CancellationError`
    /// within a second.
    package func run(
        dryRun: Bool = false,
        allowRemovals: Bool = false,
        progress: @Sendable (RefreshProgress) -> Void = { _ in }
    ) async throws -> RefreshReport {
        let start = ContinuousClock.now
        var report: RefreshReport
        if dryRun {
            report = try await dry().refresh(allowRemovals: true, progress: progress)
            report.isDryRun = true
            report.isPublished = false
            if allowRemovals { report.refusal = nil }
        } else {
            report = try await store.withWriterTurn {
                try await refresh(allowRemovals: allowRemovals, progress: progress)
            }
            report.refusal = nil
        }
        report.seconds = (ContinuousClock.now - start) / .seconds(1)
        report.cost = settings.pricePerMillionTokens.map { $0 * Double(report.tokens) / 1e6 }
        return report
    }

    private func refresh(
        allowRemovals: Bool,
        progress: @Sendable (RefreshProgress) -> Void
    ) async throws -> RefreshReport {
        let inventory = try await knowledgeBase.inventory()
        let target = try await target()
        let plan = try await plan(for: inventory, in: target.generation)
        // The documents that the current generation would lose, if it is not the one that is written to.
        var loss = plan
        if let answering = target.answering { loss = try await self.plan(for: inventory, in: answering) }
        let refusal = loss.refusal(share: settings.removalShare)
        if !allowRemovals, let refusal { throw refusal }

        // Removals come first because they cost nothing: withdrawn documents go even if the embedding service is down.
        if let answering = target.answering { try await remove(loss.gone, in: answering) }
        try await remove(plan.gone, in: target.generation)
        if !plan.moved.isEmpty { try await store.move(plan.moved, in: target.generation) }
        let pipeline = RefreshPipeline(
            knowledgeBase: knowledgeBase,
            tools: target.tools,
            store: store,
            cache: cache,
            generation: target.generation,
            settings: settings,
            files: plan.toRead.compactMap { inventory.files[$0] }
        )
        let outcome = try await pipeline.run(progress: progress)
        // These come last, because their content is in other documents now.
        try await remove(Set(plan.removed).subtracting(plan.gone).sorted(), in: target.generation)

        var report = RefreshReport(plan: plan, outcome: outcome, inventory: inventory)
        report.generation = target.generation.id == DryRun.none ? nil : target.generation.id
        report.isHeld = target.isHeld
        report.refusal = refusal?.message
        report.isPublished = target.isAnswering
        if target.answering != nil { report.noteLoss(loss, comparedTo: plan) }
        // A partial listing removes no document: the old generation stays current until all documents can be seen.
        if !target.isAnswering, allowRemovals || report.unseen.isEmpty {
            try await store.publish(target.generation)
            report.isPublished = true
        }
        return report
    }

    /// The generation to write to, with its chunker and embedder.
    private struct Target {
        let tools: RefreshTools
        let generation: Generation
        /// Whether readers see this generation.
        let isAnswering: Bool
        /// The generation that readers see, if it is another one.
        let answering: Generation?
        let isHeld: Bool
    }

    private func target() async throws -> Target {
        let generations = try await store.generations()
        let held = generations.current.flatMap { generations.withdrawn == self.tools.recipe ? $0 : nil }
        let tools = try held.map { try toolsOf($0.recipe) } ?? self.tools
        let generation = try await store.openGeneration(tools.recipe)
        let isAnswering = generation.id == generations.current?.id
        return Target(
            tools: tools,
            generation: generation,
            isAnswering: isAnswering,
            answering: isAnswering ? nil : generations.current,
            isHeld: held != nil
        )
    }

    private func remove(_ paths: [String], in generation: Generation) async throws {
        if !paths.isEmpty { try await store.remove(paths, in: generation) }
    }

    private func plan(for inventory: Inventory, in generation: Generation) async throws -> RefreshPlan {
        let current = inventory.files.mapValues { file in
            DocumentFingerprint(contentHash: file.contentHash, recipe: knowledgeBase.recipe(for: file.path))
        }
        return RefreshPlan(
            current: current,
            stored: try await store.fingerprints(in: generation),
            mayStillBe: inventory.mayStillHold,
            hasOwnTitle: { path in
                guard let file = inventory.files[path], let title = try? knowledgeBase.read(file).title else {
                    return false
                }
                return title != ((path as NSString).lastPathComponent as NSString).deletingPathExtension
            }
        )
    }

    /// Returns the same job on a store that discards all writes.
    private func dry() -> KnowledgeBaseRefresh {
        let dryRun = DryRun(store: store, cache: cache)
        @Sendable func unpaid(_ tools: RefreshTools) -> RefreshTools {
            let embedder = DryRun.UnpaidEmbedder(model: tools.embedder.model, embedsCode: tools.embedder.embedsCode)
            return RefreshTools(chunker: tools.chunker, embedder: embedder)
        }
        return KnowledgeBaseRefresh(
            of: knowledgeBase,
            with: unpaid(tools),
            store: dryRun,
            cache: dryRun,
            settings: settings,
            toolsOf: { [toolsOf] in unpaid(try toolsOf($0)) }
        )
    }
}

extension GenerationRecipe {
    /// The error for a generation that was rolled back to, if its chunker or embedder is not available.
    package var cannotBeMade: RAGError {
        RAGError(
            .notConfigured,
            "The index was rolled back to one made with \(model) and \(chunker), which is not set up here",
            hint: "Set the embedding model and the chunk sizes to those, or bring the newer index back with --rollback"
        )
    }
}
