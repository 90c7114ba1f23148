import Foundation
import Ingestion
import RAGCore
import SQLiteStore

/// Brings the index up to the knowledge base, once or at every change, and keeps it tidy.
package struct RefreshJob: Sendable {
    private let refresh: KnowledgeBaseRefresh
    private let store: SQLiteStore
    private let assembly: Assembly
    private let now: @Sendable () -> Date

    /// Embeddings that no document has used for 30 days are removed. Until then, undoing an edit costs nothing.
    static let unusedEmbeddingAge: TimeInterval = 30 * 86_400
    /// Shortest time between two checks of the web pages in `watch`.
    private static let webInterval = Duration.seconds(3_600)

    /// Opens the store for writing. `now` is the clock by which refreshes are dated and unused embeddings are removed.
    /// Throws `RAGError` where the store cannot be opened, or a source or model is not set up.
    package init(_ assembly: Assembly, now: @escaping @Sendable () -> Date = { Date() }) async throws {
        (refresh, store) = try await assembly.refresh()
        self.assembly = assembly
        self.now = now
    }

    /// Updates the copies of web pages, then the index, and reports each step to `progress`.
    ///
    /// With `dryRun` nothing is fetched, embedded or written. Throws `RAGError`, also where much of the knowledge base
    /// is gone and `allowRemovals` is not set; `CancellationError` within a second.
    package func run(
        dryRun: Bool = false,
        allowRemovals: Bool = false,
        progress: @escaping @Sendable (RefreshEvent) -> Void
    ) async throws -> (report: RefreshReport, web: [WebReport]) {
        let web = try await updateMirrors(dryRun: dryRun, progress: progress)
        return (try await update(dryRun: dryRun, allowRemovals: allowRemovals, progress: progress), web)
    }

    /// Refreshes now and whenever a document changes, until the task is cancelled. Web pages are checked at most once
    /// an hour. A refresh that fails is reported and tried again. Throws `CancellationError`.
    package func watch(
        allowRemovals: Bool = false,
        progress: @escaping @Sendable (RefreshEvent) -> Void
    ) async throws {
        let folders = refresh.knowledgeBase.folders
        progress(.watching(folders.map(\.path)))
        var webCheckedAt = ContinuousClock.now - Self.webInterval
        var web: [WebReport] = []
        try await RefreshLoop(FolderWatch(folders)).run {
            if ContinuousClock.now - webCheckedAt >= Self.webInterval {
                webCheckedAt = .now
                web = try await updateMirrors(dryRun: false, progress: progress)
            }
            return try await update(dryRun: false, allowRemovals: allowRemovals, progress: progress)
        } report: { outcome in
            switch outcome {
            case .success(let report):
                progress(.refreshed(report, web: web))
                web = []
            case .failure(let error):
                progress(.failed(error))
            }
        }
    }

    /// Returns to the index before the last change of model or chunker. Returns the generation that answers now, and
    /// the recipe that it replaces. Throws `RAGError` where there is no earlier index or another process writes.
    package func rollBack() async throws -> (current: Generation, withdrawn: GenerationRecipe?) {
        let generation = try await store.withWriterTurn { try await store.rollBack() }
        let withdrawn = try await store.generations().withdrawn
        try await assembly.bringDerivedFilesUpToDate(store)
        return (generation, withdrawn)
    }

    /// Closes the store. Throws `RAGError` where that fails.
    package func close() throws { try store.close() }

    private func update(
        dryRun: Bool,
        allowRemovals: Bool,
        progress: @escaping @Sendable (RefreshEvent) -> Void
    ) async throws -> RefreshReport {
        let report = try await refresh.run(dryRun: dryRun, allowRemovals: allowRemovals) { progress(.progress($0)) }
        guard !dryRun else { return report }
        try await store.recordRefresh(at: now())
        _ = try await store.pruneEmbeddings(unusedSince: now().addingTimeInterval(-Self.unusedEmbeddingAge))
        try await assembly.bringDerivedFilesUpToDate(store)
        if !report.removed.isEmpty || !report.changed.isEmpty { await assembly.pruneTokenStates(of: store) }
        return report
    }

    private func updateMirrors(
        dryRun: Bool,
        progress: @escaping @Sendable (RefreshEvent) -> Void
    ) async throws -> [WebReport] {
        let knowledgeBase = refresh.knowledgeBase
        guard !knowledgeBase.mirrors.isEmpty else { return [] }
        progress(.checkingWebPages)
        let reports =
            dryRun
            ? try await knowledgeBase.updateMirrors(isDryRun: true)
            : try await store.withWriterTurn { try await knowledgeBase.updateMirrors() }
        progress(.webPagesChecked(reports))
        return reports
    }
}
