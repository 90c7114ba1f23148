import Foundation
import RAGCore

/// The simplest store that fulfils the contract, for comparison.
actor MemoryStore: VectorStore, EmbeddingCache {
    /// A document of a generation, with the IDs of its chunks.
    private struct Entry {
        var document: Document
        let chunks: [(id: Int64, chunk: IndexedChunk)]
    }

    private var kept = Generations()
    private var contents: [Int64: [String: Entry]] = [:]
    private var cache: [EmbeddingModel: [TextHash: Embedding]] = [:]
    private var lastGeneration: Int64 = 0
    private var lastChunk: Int64 = 0
    private var isTurnTaken = false

    nonisolated func withWriterTurn<Result>(_ body: () async throws -> Result) async throws -> Result {
        try await takeTurn()
        do {
            let result = try await body()
            await endTurn()
            return result
        } catch {
            await endTurn()
            throw error
        }
    }

    func generations() -> Generations { kept }

    func openGeneration(_ recipe: GenerationRecipe) -> Generation {
        let isCurrent = kept.current?.recipe == recipe
        if let building = kept.building, isCurrent || building.recipe != recipe {
            contents[building.id] = nil
            kept.building = nil
        }
        if isCurrent, let current = kept.current { return current }
        if let building = kept.building { return building }
        lastGeneration += 1
        let begun = Generation(id: lastGeneration, recipe: recipe, startedAt: Date(), publishedAt: nil)
        contents[begun.id] = [:]
        kept.building = begun
        return begun
    }

    func publish(_ generation: Generation) throws {
        let known = try kept(generation)
        guard known.id != kept.current?.id else { return }
        if let previous = kept.previous, previous.id != known.id { contents[previous.id] = nil }
        if kept.building?.id == known.id { kept.building = nil }
        kept.previous = kept.current
        kept.current = Generation(
            id: known.id,
            recipe: known.recipe,
            startedAt: known.startedAt,
            publishedAt: known.publishedAt ?? Date()
        )
        kept.withdrawn = nil
    }

    func rollBack() throws -> Generation {
        guard let previous = kept.previous, let current = kept.current else {
            throw RAGError(.failed, "There is no previous generation", hint: "Build one")
        }
        kept.withdrawn = kept.withdrawn == previous.recipe ? nil : current.recipe
        (kept.current, kept.previous) = (previous, current)
        return previous
    }

    func fingerprints(in generation: Generation) -> [String: DocumentFingerprint] {
        (contents[generation.id] ?? [:]).mapValues {
            DocumentFingerprint(contentHash: $0.document.contentHash, recipe: $0.document.recipe)
        }
    }

    func replace(_ documents: [IndexedDocument], in generation: Generation) throws {
        let recipe = try kept(generation).recipe
        let hashes = documents.flatMap(\.chunks).flatMap { [$0.textHash] + ($0.questionHash.map { [$0] } ?? []) }
        guard known(among: hashes, model: recipe.model).isSuperset(of: hashes) else {
            throw RAGError(.failed, "A passage has no embedding", hint: "Embed it first")
        }
        for new in documents {
            let numbered = new.chunks.map { chunk in
                lastChunk += 1
                return (lastChunk, chunk)
            }
            contents[generation.id]?[new.document.path] = Entry(document: new.document, chunks: numbered)
        }
    }

    func move(_ moves: [String: String], in generation: Generation) throws {
        _ = try kept(generation)
        var moving: [String: Entry] = [:]
        for (old, new) in moves { moving[new] = contents[generation.id]?.removeValue(forKey: old) }
        for (path, entry) in moving {
            contents[generation.id]?[path] = Entry(document: entry.document.at(path), chunks: entry.chunks)
        }
    }

    func remove(_ paths: [String], in generation: Generation) throws {
        _ = try kept(generation)
        for path in paths { contents[generation.id]?[path] = nil }
    }

    func known(among textHashes: [TextHash], model: EmbeddingModel) -> Set<TextHash> {
        Set(textHashes.filter { cache[model]?[$0] != nil })
    }

    func embeddings(for textHashes: [TextHash], model: EmbeddingModel) -> [TextHash: Embedding] {
        (cache[model] ?? [:]).filter { textHashes.contains($0.key) }
    }

    func store(_ embeddings: [TextHash: Embedding], model: EmbeddingModel) {
        cache[model, default: [:]].merge(embeddings) { $1 }
    }

    /// Compares every chunk with the query and sorts all of them.
    func nearest(
        to query: Embedding,
        limit: Int,
        where filter: SearchFilter = .all,
        model: EmbeddingModel = Samples.model
    ) throws -> [SearchHit] {
        let sorted = try scored(query, filter, model).sorted {
            ($1.score, $0.documentPath, $0.chunk.ordinal) < ($0.score, $1.documentPath, $1.chunk.ordinal)
        }
        return Array(sorted.prefix(max(limit, 0)))
    }

    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding, model: EmbeddingModel) throws -> [SearchHit] {
        let all = try scored(query, .all, model)
        return chunkIDs.compactMap { id in all.first { $0.chunkID == id } }
    }

    private func scored(_ query: Embedding, _ filter: SearchFilter, _ model: EmbeddingModel) throws -> [SearchHit] {
        guard let current = kept.current else { return [] }
        guard current.recipe.model == model else {
            throw RAGError(.notConfigured, "other model", hint: "Run `kefu refresh`")
        }
        return try (contents[current.id] ?? [:]).values.flatMap { entry in
            try entry.chunks.filter { filter.allows($0.chunk.chunk, of: entry.document) }.map { id, chunk in
                guard let score = cache[model]?[chunk.textHash].flatMap({ query.cosine(to: $0) }) else {
                    throw RAGError(.notConfigured, "wrong dimension", hint: "Run `kefu refresh`")
                }
                return SearchHit(
                    chunkID: id,
                    documentPath: entry.document.path,
                    documentTitle: entry.document.title,
                    documentMetadata: entry.document.metadata,
                    chunk: chunk.chunk,
                    score: score
                )
            }
        }
    }

    /// Returns `generation` as the store has it. Throws if the store no longer keeps it.
    private func kept(_ generation: Generation) throws -> Generation {
        let all = [kept.current, kept.previous, kept.building]
        guard let found = all.compactMap({ $0 }).first(where: { $0.id == generation.id }) else {
            throw RAGError(.failed, "The generation \(generation.id) no longer exists")
        }
        return found
    }

    private func takeTurn() throws {
        guard !isTurnTaken else { throw RAGError(.failed, "Another refresh is running", hint: "Wait") }
        isTurnTaken = true
    }

    private func endTurn() { isTurnTaken = false }
}

/// The search of a `MemoryStore`.
struct MemoryIndex: VectorIndex {
    let store: MemoryStore
    let model: EmbeddingModel

    func nearest(to query: Embedding, limit: Int, atLeast leastScore: Float, where filter: SearchFilter) async throws
        -> [SearchHit]
    {
        try await store.nearest(to: query, limit: limit, where: filter, model: model).filter { $0.score >= leastScore }
    }

    func scores(nearestTo query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [VectorHit] {
        try await nearest(to: query, limit: limit, where: filter).map {
            VectorHit(chunkID: $0.chunkID, score: $0.score)
        }
    }

    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit] {
        try await store.passages(chunkIDs, comparedTo: query, model: model)
    }
}

extension Document {
    /// Returns the document with another path.
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
