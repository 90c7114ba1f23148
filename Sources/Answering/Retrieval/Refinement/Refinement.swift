import RAGCore

/// Something done to the passages that a search found, before anyone reads them: which stand where, and what they hold.
package protocol Refinement: Sendable {
    /// What it does, in the past tense, for `kefu search --explain`.
    var name: String { get }

    /// How many passages it wants to see so that `limit` good ones remain; at least `limit`.
    func depth(for limit: Int) -> Int

    /// `passages`, best first, as they should stand, each with a score that falls with its place. Throws `RAGError` where it
    /// cannot be done; the search then goes on with the passages as they were.
    func refine(_ passages: [RankedPassage], for question: String) async throws -> [RankedPassage]
}

extension [any Refinement] {
    /// How many passages a search must find so that `limit` are left behind the last refinement.
    func depth(for limit: Int) -> Int { reversed().reduce(limit) { $1.depth(for: $0) } }

    /// Does one after the other; one that fails is passed over and leaves a notice. The evidence stays as it is.
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
