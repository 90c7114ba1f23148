import RAGCore

/// The plainest store that keeps the contract, for comparison.
actor MemoryStore: VectorStore, EmbeddingCache {
    private var stored:
        [String: (document: Document, chunks: [(id: Int64, chunk: EmbeddedChunk)], model: EmbeddingModel)] = [:]
    private var cache: [EmbeddingModel: [String: Embedding]] = [:]
    private var lastID: Int64 = 0

    func fingerprints() -> [String: DocumentFingerprint] {
        stored.mapValues {
            DocumentFingerprint(contentHash: $0.document.contentHash, recipe: $0.document.recipe, model: $0.model)
        }
    }

    func replace(_ document: Document, with chunks: [EmbeddedChunk], model: EmbeddingModel) {
        store(Dictionary(chunks.map { ($0.textHash, $0.embedding) }) { $1 }, model: model)
        let numbered = chunks.map { chunk in
            lastID += 1
            return (lastID, chunk)
        }
        stored[document.path] = (document, numbered, model)
    }

    func remove(_ paths: [String]) {
        for path in paths { stored[path] = nil }
    }

    func embeddings(for textHashes: [String], model: EmbeddingModel) -> [String: Embedding] {
        (cache[model] ?? [:]).filter { textHashes.contains($0.key) }
    }

    func store(_ embeddings: [String: Embedding], model: EmbeddingModel) {
        cache[model, default: [:]].merge(embeddings) { $1 }
    }

    /// Brute force: every chunk scored, all of them sorted.
    func nearest(to query: Embedding, limit: Int, model: EmbeddingModel) throws -> [SearchHit] {
        let hits = try stored.values.filter { $0.model == model }.flatMap { entry in
            try entry.chunks.map { id, chunk in
                guard let score = query.cosine(to: chunk.embedding) else {
                    throw RAGError(.notConfigured, "wrong dimension", hint: "Run `kefu refresh`")
                }
                return SearchHit(
                    chunkID: id,
                    documentPath: entry.document.path,
                    documentTitle: entry.document.title,
                    chunk: chunk.chunk,
                    score: score
                )
            }
        }
        let sorted = hits.sorted {
            ($1.score, $0.documentPath, $0.chunk.ordinal) < ($0.score, $1.documentPath, $1.chunk.ordinal)
        }
        return Array(sorted.prefix(max(limit, 0)))
    }
}

/// The search side of a `MemoryStore`.
struct MemoryIndex: VectorIndex {
    let store: MemoryStore
    let model: EmbeddingModel

    func nearest(to query: Embedding, limit: Int) async throws -> [SearchHit] {
        try await store.nearest(to: query, limit: limit, model: model)
    }
}
