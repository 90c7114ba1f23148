import RAGCore

/// A search whose passages are refined, in the order of the refinements.
package struct RefinedRetriever: Retriever {
    private let base: any Retriever
    private let refinements: [any Refinement]

    /// Creates a search that applies `refinements` to the passages of `base`.
    package init(_ base: any Retriever, by refinements: [any Refinement]) {
        self.base = base
        self.refinements = refinements
    }

    /// Returns the refined passages. Throws `RAGError` if the search itself fails.
    package func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
        let found = try await base.retrieve(question, limit: refinements.depth(for: limit))
        return try await refinements.refine(found, for: question, limit: limit)
    }
}
