import RAGCore

/// Documents on their way into the store, each waiting for its embeddings. Decides what to embed next and what is whole;
/// does nothing itself.
struct EmbeddingQueue {
    /// A document cut and hashed.
    struct Prepared {
        let document: Document
        let chunks: [Chunk]
        /// SHA-256 of each chunk's embedded text.
        let hashes: [String]
    }

    /// A text to be embedded.
    struct Wanted {
        let hash: String
        let text: String
    }

    private struct Waiting {
        let prepared: Prepared
        /// Hashes whose embeddings are still to come.
        var missing: Set<String>
    }

    private var documents: [Waiting] = []
    private var wanted: [Wanted] = []
    /// Hashes on their way to the embedder or back.
    private var underway: Set<String> = []
    /// Embeddings that waiting documents need, with how many do: forgotten with the last of them, so that memory stays flat.
    private var known: [String: Embedding] = [:]
    private var uses: [String: Int] = [:]

    /// Hashes among `hashes` that the queue neither knows nor waits for, each once: to be looked up in the cache.
    func unknown(among hashes: [String]) -> [String] {
        Set(hashes).filter { known[$0] == nil && !underway.contains($0) }.sorted()
    }

    /// Queues a document. `cached` are the embeddings that the cache gave for its unknown hashes. Returns how many of its
    /// chunks need no embedding of their own.
    mutating func add(_ prepared: Prepared, cached: [String: Embedding]) -> Int {
        known.merge(cached) { old, _ in old }
        let wantedBefore = wanted.count
        for (chunk, hash) in zip(prepared.chunks, prepared.hashes) where known[hash] == nil {
            guard underway.insert(hash).inserted else { continue }
            wanted.append(Wanted(hash: hash, text: chunk.embeddedText(title: prepared.document.title)))
        }
        let distinct = Set(prepared.hashes)
        for hash in distinct { uses[hash, default: 0] += 1 }
        documents.append(Waiting(prepared: prepared, missing: distinct.filter { known[$0] == nil }))
        return prepared.chunks.count - (wanted.count - wantedBefore)
    }

    /// How many texts wait to be embedded.
    var wantedCount: Int { wanted.count }

    /// Takes up to `count` texts to embed; each must come back through `resolve`.
    mutating func takeBatch(_ count: Int) -> [Wanted] {
        defer { wanted.removeFirst(min(count, wanted.count)) }
        return Array(wanted.prefix(count))
    }

    /// Takes the embeddings of a batch.
    mutating func resolve(_ embeddings: [String: Embedding]) {
        known.merge(embeddings) { _, new in new }
        underway.subtract(embeddings.keys)
        for index in documents.indices { documents[index].missing.subtract(embeddings.keys) }
    }

    /// Takes the documents at the head that are whole, in order.
    mutating func takeWhole() -> [(document: Document, chunks: [EmbeddedChunk])] {
        let count = documents.firstIndex { !$0.missing.isEmpty } ?? documents.count
        let whole = documents.prefix(count).map(\.prepared)
        documents.removeFirst(count)
        defer { for prepared in whole { forget(prepared.hashes) } }
        return whole.map { prepared in
            let chunks = zip(prepared.chunks, prepared.hashes).compactMap { chunk, hash in
                known[hash].map { EmbeddedChunk(chunk: chunk, textHash: hash, embedding: $0) }
            }
            return (prepared.document, chunks)
        }
    }

    private mutating func forget(_ hashes: [String]) {
        for hash in Set(hashes) {
            let left = uses[hash, default: 1] - 1
            uses[hash] = left > 0 ? left : nil
            if left <= 0 { known[hash] = nil }
        }
    }
}
