import RAGCore

/// Store and cache in memory, which counts what is asked of it.
actor MemoryStore: VectorStore, EmbeddingCache {
    private(set) var documents: [String: (document: Document, chunks: [EmbeddedChunk], model: EmbeddingModel)] = [:]
    private(set) var cached: [String: Embedding] = [:]
    private(set) var replaced: [String] = []
    private(set) var removed: [String] = []

    func fingerprints() -> [String: DocumentFingerprint] {
        documents.mapValues {
            DocumentFingerprint(contentHash: $0.document.contentHash, recipe: $0.document.recipe, model: $0.model)
        }
    }

    func replace(_ document: Document, with chunks: [EmbeddedChunk], model: EmbeddingModel) {
        documents[document.path] = (document, chunks, model)
        replaced.append(document.path)
    }

    func remove(_ paths: [String]) {
        for path in paths { documents[path] = nil }
        removed += paths
    }

    func embeddings(for textHashes: [String], model: EmbeddingModel) -> [String: Embedding] {
        textHashes.reduce(into: [:]) { $0[$1] = cached["\(model) \($1)"] }
    }

    func store(_ embeddings: [String: Embedding], model: EmbeddingModel) {
        for (hash, embedding) in embeddings { cached["\(model) \(hash)"] = embedding }
    }

    func texts(of path: String) -> [String] { documents[path]?.chunks.map(\.chunk.text) ?? [] }

    var paths: [String] { documents.keys.sorted() }
}

/// Counts what it is asked for, and fails when told to: what is tested with it is not what the embeddings mean.
actor CountingEmbedder: Embedder {
    nonisolated let model: EmbeddingModel
    private(set) var batches: [[String]] = []
    private var callsBeforeFailure: Int?
    private let answersShort: Bool

    init(model: String = "counting", failingAfter calls: Int? = nil, answersShort: Bool = false) {
        self.model = EmbeddingModel(name: model)
        self.callsBeforeFailure = calls
        self.answersShort = answersShort
    }

    var texts: [String] { batches.flatMap { $0 } }

    func recover() { callsBeforeFailure = nil }

    func embed(_ texts: [String], as role: EmbeddingRole) throws -> [Embedding] {
        if let left = callsBeforeFailure {
            guard left > 0 else { throw RAGError(.unreachable, "The embedding service is down") }
            callsBeforeFailure = left - 1
        }
        batches.append(texts)
        let embeddings = texts.map { text in
            var sums: [Float] = [1, 0, 0, 0]
            for (index, byte) in text.utf8.enumerated() { sums[index % 4] += Float(byte) }
            return Embedding(normalizing: sums) ?? Embedding(unitLength: [1, 0, 0, 0])
        }
        return answersShort ? Array(embeddings.dropLast()) : embeddings
    }
}
