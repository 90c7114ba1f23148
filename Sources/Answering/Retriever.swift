import RAGCore

/// Finds passages for a question.
package protocol Retriever: Sendable {
    /// What was found, best first.
    func retrieve(_ question: String) async throws -> Retrieval
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
