import RAGCore

/// Finds passages for a question.
package protocol Retriever: Sendable {
    /// What was found, best first.
    func retrieve(_ question: String) async throws -> Retrieval
}

extension Retriever {
    /// Searches for each of `queries` and takes their hits in turn, each once, as many as the last one found; the
    /// evidence is the last one's.
    func retrieve(anyOf queries: [String]) async throws -> Retrieval {
        var found: [Retrieval] = []
        for query in queries { found.append(try await retrieve(query)) }
        guard let whole = found.last else { return Retrieval(hits: [], evidence: .none) }
        var hits: [SearchHit] = []
        for rank in whole.hits.indices {
            for hit in found.compactMap({ $0.hits.indices.contains(rank) ? $0.hits[rank] : nil })
            where hits.count < whole.hits.count && !hits.contains(where: { $0.chunkID == hit.chunkID }) {
                hits.append(hit)
            }
        }
        return Retrieval(hits: hits, evidence: whole.evidence)
    }
}

/// What a search found, and what it says about how near it is.
package struct Retrieval: Sendable {
    /// The passages, best first.
    package let hits: [SearchHit]
    package let evidence: RetrievalEvidence
}

/// Top-k by cosine.
package struct VectorRetriever: Retriever {
    private let embedder: any Embedder
    private let index: any VectorIndex
    private let limit: Int

    /// Finds `limit` passages in `index`, which must hold embeddings of `embedder`'s model.
    package init(embedder: any Embedder, index: any VectorIndex, limit: Int) {
        self.embedder = embedder
        self.index = index
        self.limit = limit
    }

    package func retrieve(_ question: String) async throws -> Retrieval {
        let query = try await embedder.embed(question, as: .query)
        Trace.mark("question embedded")
        let hits = try await index.nearest(to: query, limit: limit)
        Trace.mark("passages found")
        return Retrieval(hits: hits, evidence: RetrievalEvidence(question: question, hits: hits))
    }
}
