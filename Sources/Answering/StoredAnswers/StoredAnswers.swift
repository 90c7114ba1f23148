import RAGCore

/// Finds answers that people wrote, by the questions that they wrote them for. No passages are searched and no
/// completion model is called.
package struct StoredAnswers: Sendable {
    private let embedder: any Embedder
    private let questions: any VectorIndex
    private let filter: SearchFilter
    private let match: DirectMatch

    /// The number of nearest stored questions that are compared.
    private static let depth = 20

    /// The confidence of a stored answer. Measured on `faq-rows` and `faq-paraphrases`: 174 of 252 short paraphrases
    /// had a stored answer, all of them the right one. None was given to 636 near misses and 136 pairs of unlike
    /// questions. Laplace's rule of succession gives 0.994.
    static let confidence = 0.99

    /// Creates a lookup. `questions` must find passages by embeddings, of the model of `embedder`, of the questions
    /// that they answer. Questions with the same words or `synonyms` mean the same.
    package init(
        embedder: any Embedder,
        questions: any VectorIndex,
        filter: SearchFilter = .all,
        synonyms: Synonyms = Synonyms()
    ) {
        match = DirectMatch(synonyms: synonyms)
        self.embedder = embedder
        self.questions = questions
        self.filter = filter
    }

    /// Returns the passage whose question means the same as `question`, with the cosine of the two as its score; nil
    /// if none certainly does. Throws `RAGError`.
    package func answer(to question: String) async throws -> SearchHit? {
        let query = try await embedder.embed(question, as: .query)
        let near = try await questions.nearest(
            to: query,
            limit: Self.depth,
            atLeast: DirectMatch.nearness,
            where: filter
        )
        return match.find(question, in: near)
    }
}
