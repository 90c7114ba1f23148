import Batch
import Foundation
import Ingestion
import RAGCore
import SQLiteStore

/// What every way to go through a file of questions needs: what is known of them, and what embeds them.
struct BatchKit: Sendable {
    let assembly: Assembly
    let journal: BatchJournal
    let embedder: any Embedder
    /// The present state of all that an answer depends on.
    let state: String
    private let cache: SQLiteStore
    private let console: Console

    /// `searching` are the settings to search with, where they are others than those that the answers depend on.
    init(
        _ settings: Settings,
        searching: Settings? = nil,
        console: Console,
        place: BatchPlace,
        isFresh: Bool = false
    ) async throws {
        journal = try BatchJournal(at: place.journal, isFresh: isFresh) { String(ContentHash.of($0).prefix(32)) }
        cache = try SQLiteStore(at: place.questions, access: .readWrite)
        assembly = Assembly(
            searching ?? settings,
            console: console,
            questions: cache,
            pacers: ServicePacers(settings)
        )
        embedder = try await assembly.questionEmbedder()
        state = try await Assembly(settings, console: console).batchState()
        self.console = console
    }

    /// Which questions are asked and which referred; of these, how many are equal to another.
    func plan(_ questions: [BatchQuestion]) async throws -> (plan: BatchPlan, equal: Int) {
        var plan = BatchPlan(questions)
        let equal = plan.referred
        let rows = plan.alike.flatMap(\.self)
        var embeddings: [Int: Embedding] = [:]
        for start in stride(from: 0, to: rows.count, by: 256) {
            console.progress("\(start) of \(rows.count) questions that look alike compared …")
            let part = Array(rows[start..<min(start + 256, rows.count)])
            let found = try await embedder.embed(part.map { questions[$0].text }, as: .query)
            for (row, embedding) in zip(part, found) { embeddings[row] = embedding }
        }
        plan.referNear(embeddings)
        return (plan, equal)
    }

    /// Waits until the disk holds all that was kept.
    func close() async throws {
        try await journal.sync()
        try cache.close()
    }
}
