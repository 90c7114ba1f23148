import RAGCore

/// Ranks passages by cosine alone.
package struct VectorRetriever: Retriever {
    private let embedder: any Embedder
    private let index: any VectorIndex
    private let filter: SearchFilter

    /// Creates a retriever. `index` must hold embeddings of the model of `embedder`.
    package init(embedder: any Embedder, index: any VectorIndex, filter: SearchFilter = .all) {
        self.embedder = embedder
        self.index = index
        self.filter = filter
    }

    /// Returns the `limit` nearest passages. Throws `RAGError`.
    package func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
        let query = try await embedder.embed(question, as: .query)
        Trace.mark("question embedded")
        let hits = try await index.nearest(to: query, limit: limit, where: filter)
        Trace.mark("passages found")
        let passages = hits.enumerated().map { RankedPassage(hit: $1, score: $1.score, vectorRank: $0 + 1) }
        return Retrieval(
            passages: passages,
            evidence: RetrievalEvidence(question: question, hits: hits),
            steps: [RetrievalStep("ranked by cosine", passages)]
        )
    }
}
