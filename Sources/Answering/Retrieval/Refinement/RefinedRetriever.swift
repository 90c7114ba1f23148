import RAGCore

/// A search whose passages are refined, in the order of the refinements.
package struct RefinedRetriever: Retriever {
    private let base: any Retriever
    private let refinements: [any Refinement]

    package init(_ base: any Retriever, by refinements: [any Refinement]) {
        self.base = base
        self.refinements = refinements
    }

    package func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
        let found = try await base.retrieve(question, limit: refinements.depth(for: limit))
        return try await refinements.refine(found, for: question, limit: limit)
    }
}
