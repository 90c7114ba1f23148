import Batch
import Foundation
import Ingestion
import RAGCore
import SQLiteStore

/// The open state of a batch that every pass over its questions needs: finished rows, embeddings, and the assembly.
struct BatchContext: Sendable {
    let assembly: Assembly
    let journal: BatchJournal
    let embedder: any Embedder
    /// Fingerprint of everything that an answer depends on; see `Assembly.answerFingerprint`.
    let state: String
    private let cache: SQLiteStore
    private let progress: @Sendable (BatchEvent) -> Void

    /// Opens the journal and the embeddings; with `isFresh`, an empty journal. `searching` are the settings to search
    /// with, if they differ from those that the answers depend on. Throws `RAGError`.
    init(
        _ settings: Settings,
        searching: Settings? = nil,
        files: BatchStateFiles,
        isFresh: Bool = false,
        notify: @escaping @Sendable (Notice) -> Void,
        progress: @escaping @Sendable (BatchEvent) -> Void
    ) async throws {
        journal = try BatchJournal(at: files.journal, isFresh: isFresh, fingerprint: Self.fingerprint)
        cache = try SQLiteStore(at: files.questions, access: .readWrite)
        assembly = Assembly(
            searching ?? settings,
            notify: notify,
            questions: cache,
            pacers: ServicePacers(settings)
        )
        embedder = try await assembly.questionEmbedder()
        state = try await Assembly(settings, notify: notify).answerFingerprint()
        self.progress = progress
    }

    /// Returns the name of a question in a journal.
    static func fingerprint(_ question: String) -> String { String(ContentHash.of(question).prefix(32)) }

    /// Decides which questions are asked and which refer to another one; `equal` is how many are equal to another word
    /// by word. Throws `RAGError`.
    func plan(_ questions: [BatchQuestion]) async throws -> (plan: BatchPlan, equal: Int) {
        var plan = BatchPlan(questions)
        let equal = plan.referred
        let rows = plan.alike.flatMap(\.self)
        var embeddings: [Int: Embedding] = [:]
        for start in stride(from: 0, to: rows.count, by: 256) {
            progress(.comparing(done: start, total: rows.count))
            let part = Array(rows[start..<min(start + 256, rows.count)])
            let found = try await embedder.embed(part.map { questions[$0].text }, as: .query)
            for (row, embedding) in zip(part, found) { embeddings[row] = embedding }
        }
        plan.referNear(embeddings)
        return (plan, equal)
    }

    /// Writes the journal to disk and closes the embeddings. Throws `RAGError`.
    func close() async throws {
        try await journal.sync()
        try cache.close()
    }
}
