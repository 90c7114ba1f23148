import RAGCore

/// Judges an embedder by itself: every document whole, exact cosine, no index between.
package struct EmbedderEvaluation: Sendable {
    /// Documents ranked for a query.
    private static let depth = 100

    private let embedder: any Embedder

    package init(embedder: any Embedder) {
        self.embedder = embedder
    }

    /// The mean of the metrics over all judged queries. `progress` gets the share of texts embedded so far, 0 to 1.
    package func run(_ cases: RetrievalCases, progress: @Sendable (Double) -> Void = { _ in }) async throws
        -> RankingMetrics
    {
        let total = Double(cases.corpus.count + cases.queries.count)
        let documents = try await embed(cases.corpus, as: .passage) { progress(Double($0) / total) }
        let queries = try await embed(cases.queries, as: .query) {
            progress(Double($0 + cases.corpus.count) / total)
        }
        let metrics = zip(cases.queries, queries).map { query, embedding in
            let scores = documents.map { embedding.cosine(to: $0) ?? -1 }
            let ranking = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }.prefix(Self.depth)
            return RankingMetrics(
                ranking: ranking.map { cases.corpus[$0].id },
                grades: cases.judgements[query.id] ?? [:]
            )
        }
        return RankingMetrics(mean: metrics)
    }

    private func embed(
        _ texts: [RetrievalCases.Text],
        as role: EmbeddingRole,
        progress: (Int) -> Void
    ) async throws -> [Embedding] {
        var embeddings: [Embedding] = []
        for start in stride(from: 0, to: texts.count, by: 64) {
            let batch = texts[start..<min(start + 64, texts.count)].map(\.text)
            embeddings += try await embedder.embed(batch, as: role)
            progress(embeddings.count)
        }
        return embeddings
    }
}
