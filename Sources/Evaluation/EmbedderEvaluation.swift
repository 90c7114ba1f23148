import RAGCore

/// Judges an embedder by itself: every document whole, exact cosine, no index between.
package struct EmbedderEvaluation: Sendable {
    /// Documents ranked for a query.
    private static let depth = 100

    private let embedder: any Embedder

    package init(embedder: any Embedder) {
        self.embedder = embedder
    }

    /// What the embedder finds for each query. `progress` gets the share of texts embedded so far, 0 to 1.
    package func run(_ cases: RetrievalCases, progress: @Sendable (Double) -> Void = { _ in }) async throws
        -> RetrievalRun
    {
        let total = Double(cases.corpus.count + cases.queries.count)
        let texts = cases.corpus.map { $0.title.isEmpty ? $0.text : $0.title + "\n" + $0.text }
        let documents = try await embed(texts, as: .passage) { progress(Double($0) / total) }
        let queries = try await embed(cases.queries.map(\.text), as: .query) {
            progress(Double($0 + cases.corpus.count) / total)
        }
        let embeddings = Dictionary(uniqueKeysWithValues: zip(cases.queries.map(\.id), queries))
        return try await RetrievalRun(cases) { query in
            let scores = documents.map { embeddings[query.id]?.cosine(to: $0) ?? -1 }
            let ranking = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }.prefix(Self.depth)
            return ranking.map { cases.corpus[$0].id }
        }
    }

    private func embed(_ texts: [String], as role: EmbeddingRole, progress: (Int) -> Void) async throws -> [Embedding] {
        var embeddings: [Embedding] = []
        for start in stride(from: 0, to: texts.count, by: 64) {
            embeddings += try await embedder.embed(Array(texts[start..<min(start + 64, texts.count)]), as: role)
            progress(embeddings.count)
        }
        return embeddings
    }
}
