import RAGCore

/// A step that reorders, merges or extends the passages of a search before they are used.
package protocol Refinement: Sendable {
    /// The action in the past tense, for `kefu search --explain`.
    var name: String { get }

    /// Returns the number of passages that the step needs so that `limit` good ones remain; at least `limit`.
    func depth(for limit: Int) -> Int

    /// Returns `passages`, best first, in their new order, with scores that fall with the rank.
    ///
    /// Throws `RAGError` if the step fails. The search then continues with the passages unchanged.
    func refine(_ passages: [RankedPassage], for question: String) async throws -> [RankedPassage]
}

extension [any Refinement] {
    /// Returns the number of passages that a search must find so that `limit` remain after the last step.
    func depth(for limit: Int) -> Int { reversed().reduce(limit) { $1.depth(for: $0) } }

    /// Applies the steps in order. A step that fails is skipped and leaves a notice. The evidence does not change.
    func refine(_ found: Retrieval, for question: String, limit: Int) async throws -> Retrieval {
        var refined = found
        for refinement in self {
            var problem: String?
            do {
                refined.passages = try await refinement.refine(refined.passages, for: question)
            } catch let error as RAGError {
                problem = error.description
            }
            refined.steps.append(RetrievalStep(refinement.name, refined.passages, problem: problem))
        }
        return refined.prefix(limit)
    }
}
