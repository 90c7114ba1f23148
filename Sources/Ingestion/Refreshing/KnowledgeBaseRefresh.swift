import Foundation
import RAGCore

/// Brings the index up to the knowledge base: reads what changed, embeds what was never embedded, replaces documents whole.
///
/// What is finished stays, whenever it ends: each batch of embeddings is in the cache once it is paid, each document in the
/// store once it is whole. The next run goes on from there.
///
/// With another embedding model or chunker than those of the generation that answers, a new generation is filled beside it
/// and published when it is whole. A recipe that was rolled back from is left alone: then the generation that answers is
/// kept up to date as it was made.
package struct KnowledgeBaseRefresh: Sendable {
    package let knowledgeBase: KnowledgeBase
    /// What the settings ask for.
    package let tools: RefreshTools
    package let store: any VectorStore
    package let cache: any EmbeddingCache
    package let settings: RefreshSettings
    /// Makes the tools of another recipe, for a generation that was rolled back to. Throws `RAGError`.
    package let toolsOf: @Sendable (GenerationRecipe) throws -> RefreshTools

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

    /// Refreshes as the only writer, or with `dryRun` says what a refresh would do, beside any other.
    ///
    /// Throws `RAGError` where the knowledge base is missing or empty, where another process writes, where much of the
    /// knowledge base is gone and `allowRemovals` is not set, and what embedder, store and cache throw; `CancellationError`
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
        // What the documents that answer now would lose, where they are in another generation than the one written to.
        var loss = plan
        if let answering = target.answering { loss = try await self.plan(for: inventory, in: answering) }
        let refusal = loss.refusal(share: settings.removalShare)
        if !allowRemovals, let refusal { throw refusal }

        // First, because it costs nothing: what was withdrawn goes even when the embedding service is down.
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
        // Last, because their content stands elsewhere now.
        try await remove(Set(plan.removed).subtracting(plan.gone).sorted(), in: target.generation)

        var report = RefreshReport(plan: plan, outcome: outcome, inventory: inventory)
        report.generation = target.generation.id == DryRun.none ? nil : target.generation.id
        report.isHeld = target.isHeld
        report.refusal = refusal?.message
        report.isPublished = target.isAnswering
        if target.answering != nil { report.noteLoss(loss, besides: plan) }
        // A partial listing takes no document away: the old generation answers until all of it can be seen.
        if !target.isAnswering, allowRemovals || report.unseen.isEmpty {
            try await store.publish(target.generation)
            report.isPublished = true
        }
        return report
    }

    /// What is written to, and with which tools.
    private struct Target {
        let tools: RefreshTools
        let generation: Generation
        /// Whether readers see it.
        let isAnswering: Bool
        /// The generation that readers see, where it is another one.
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
            isNameless: { path in
                guard let file = inventory.files[path], let title = try? knowledgeBase.read(file).title else {
                    return false
                }
                return title != ((path as NSString).lastPathComponent as NSString).deletingPathExtension
            }
        )
    }

    /// The same refresh on what takes everything and keeps nothing.
    private func dry() -> KnowledgeBaseRefresh {
        let dryRun = DryRun(store: store, cache: cache)
        @Sendable func unpaid(_ tools: RefreshTools) -> RefreshTools {
            RefreshTools(chunker: tools.chunker, embedder: DryRun.UnpaidEmbedder(model: tools.embedder.model))
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
    /// What to say where the tools of a generation that was rolled back to are not to be had.
    package var cannotBeMade: RAGError {
        RAGError(
            .notConfigured,
            "The index was rolled back to one made with \(model) and \(chunker), which is not set up here",
            hint: "Set the embedding model and the chunk sizes to those, or bring the newer index back with --rollback"
        )
    }
}
