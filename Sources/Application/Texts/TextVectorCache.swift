import Foundation
import RAGCore
import SQLiteStore

/// The vectors that a workspace already has: those of its index, which are only read, and those that earlier batches
/// and analyses made, to which new ones are added.
struct TextVectorCache: EmbeddingCache {
    private let index: SQLiteStore?
    private let own: SQLiteStore
    /// The model by its name in the index, where its dimensions may be the default.
    private let indexModel: EmbeddingModel

    /// Opens the cache of `workspace` in front of `index`, which knows `model`. Throws `RAGError`.
    init(_ workspace: Workspace, index: SQLiteStore?, model: EmbeddingModel) throws {
        self.index = index
        indexModel = model
        own = try SQLiteStore(at: try workspace.textVectors(), access: .readWrite)
    }

    /// Closes the file. A failure loses nothing, because every vector is durable when it is stored.
    func close() { try? own.close() }

    func known(among textHashes: [TextHash], model: EmbeddingModel) async throws -> Set<TextHash> {
        let held = try await own.known(among: textHashes, model: model)
        guard let index else { return held }
        return try await held.union(index.known(among: textHashes.filter { !held.contains($0) }, model: indexModel))
    }

    func embeddings(for textHashes: [TextHash], model: EmbeddingModel) async throws -> [TextHash: Embedding] {
        let held = try await own.embeddings(for: textHashes, model: model)
        let others = textHashes.filter { held[$0] == nil }
        guard let index, !others.isEmpty else { return held }
        return try await held.merging(index.embeddings(for: others, model: indexModel)) { own, _ in own }
    }

    func store(_ embeddings: [TextHash: Embedding], model: EmbeddingModel) async throws {
        try await own.store(embeddings, model: model)
    }
}
