import Foundation
import RAGCore

/// A store and cache in memory that keep the contract and count their calls.
actor MemoryStore: VectorStore, EmbeddingCache {
    private var all = Generations()
    private var nextID: Int64 = 1
    private(set) var contents: [Int64: [String: IndexedDocument]] = [:]
    private(set) var cached: [String: Embedding] = [:]
    /// Documents of each transaction.
    private(set) var transactions: [[String]] = []
    private(set) var turns = 0
    private var lookups = 0
    /// Number of writing calls before one fails; nil for never.
    private var writesLeft: Int?

    struct Broken: Error {}

    /// Simulates a crash at the write after the next `count`.
    func failAfterWrites(_ count: Int?) { writesLeft = count }

    private func write() throws {
        guard let left = writesLeft else { return }
        if left == 0 { throw Broken() }
        writesLeft = left - 1
    }

    // MARK: VectorStore

    nonisolated func withWriterTurn<Result>(_ body: () async throws -> Result) async throws -> Result {
        await countTurn()
        return try await body()
    }

    private func countTurn() { turns += 1 }

    func generations() -> Generations { all }

    func openGeneration(_ recipe: GenerationRecipe) throws -> Generation {
        for kept in [all.current, all.building] { if let kept, kept.recipe == recipe { return kept } }
        try write()
        if let dropped = all.building { contents[dropped.id] = nil }
        let begun = Generation(id: nextID, recipe: recipe, startedAt: Date(), publishedAt: nil)
        nextID += 1
        contents[begun.id] = [:]
        all.building = begun
        return begun
    }

    func publish(_ generation: Generation) throws {
        guard generation.id != all.current?.id else { return }
        try write()
        if let dropped = all.previous { contents[dropped.id] = nil }
        all.previous = all.current
        all.current = Generation(
            id: generation.id,
            recipe: generation.recipe,
            startedAt: generation.startedAt,
            publishedAt: Date()
        )
        all.building = nil
        all.withdrawn = nil
    }

    func rollBack() throws -> Generation {
        guard let previous = all.previous else { throw RAGError(.failed, "There is no previous generation") }
        all.withdrawn = all.withdrawn == previous.recipe ? nil : all.current?.recipe
        all.previous = all.current
        all.current = previous
        return previous
    }

    func fingerprints(in generation: Generation) -> [String: DocumentFingerprint] {
        (contents[generation.id] ?? [:]).mapValues {
            DocumentFingerprint(contentHash: $0.document.contentHash, recipe: $0.document.recipe)
        }
    }

    func replace(_ documents: [IndexedDocument], in generation: Generation) throws {
        try write()
        for hash in documents.flatMap(\.chunks).flatMap({ [$0.textHash] + [$0.questionHash].compactMap { $0 } }) {
            guard cached["\(generation.recipe.model) \(hash)"] != nil else { throw RAGError(.failed, "No embedding") }
        }
        for document in documents { contents[generation.id]?[document.document.path] = document }
        transactions.append(documents.map(\.document.path))
    }

    func move(_ moves: [String: String], in generation: Generation) throws {
        try write()
        let old = contents[generation.id] ?? [:]
        for path in moves.keys { contents[generation.id]?[path] = nil }
        for (path, goal) in moves {
            guard let moved = old[path] else { continue }
            contents[generation.id]?[goal] = IndexedDocument(document: moved.document.at(goal), chunks: moved.chunks)
        }
    }

    func remove(_ paths: [String], in generation: Generation) throws {
        try write()
        for path in paths { contents[generation.id]?[path] = nil }
    }

    // MARK: EmbeddingCache

    func known(among textHashes: [TextHash], model: EmbeddingModel) -> Set<TextHash> {
        lookups += textHashes.count
        return Set(textHashes.filter { cached["\(model) \($0)"] != nil })
    }

    func embeddings(for textHashes: [TextHash], model: EmbeddingModel) -> [TextHash: Embedding] {
        textHashes.reduce(into: [:]) { $0[$1] = cached["\(model) \($1)"] }
    }

    func store(_ embeddings: [TextHash: Embedding], model: EmbeddingModel) throws {
        try write()
        for (hash, embedding) in embeddings { cached["\(model) \(hash)"] = embedding }
    }

    // MARK: What tests ask

    /// The documents of the current generation.
    var answering: [String: IndexedDocument] { all.current.flatMap { contents[$0.id] } ?? [:] }

    /// The documents of the generation that is being built.
    var building: [String: IndexedDocument] { all.building.flatMap { contents[$0.id] } ?? [:] }

    /// Whether nothing was ever written.
    var isUntouched: Bool { contents.isEmpty && cached.isEmpty && turns == 0 }

    var paths: [String] { answering.keys.sorted() }

    func texts(of path: String) -> [String] { answering[path]?.chunks.map(\.chunk.text) ?? [] }
}

extension Document {
    fileprivate func at(_ path: String) -> Document {
        Document(
            path: path,
            source: source,
            title: title,
            language: language,
            contentHash: contentHash,
            recipe: recipe,
            byteCount: byteCount,
            metadata: metadata
        )
    }
}
