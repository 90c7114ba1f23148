import RAGCore

/// An embedder that finds out whether a service fails because of the texts it was given.
///
/// Services answer one bad text with a status of 500, with `NaN`, with zeros or with a vector less. If a plain text is
/// embedded right after such a failure, the error says that the texts are refused, and the caller can look for the bad
/// one.
package struct ProbingEmbedder: Embedder {
    private let base: any Embedder

    /// Wraps `base`.
    package init(_ base: any Embedder) { self.base = base }

    /// The model of the wrapped embedder.
    package var model: EmbeddingModel { base.model }

    /// Embeds `texts`. Throws what `base` throws; an error that the texts cause says so.
    package func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        do {
            return try await base.embed(texts, as: role)
        } catch let error as RAGError where error.code == .serviceFailed && !error.refusesInput {
            guard (try? await base.embed([RefreshPipeline.probe], as: role)) != nil else {
                try Task.checkCancellation()
                throw error
            }
            throw RAGError(error.code, error.message, hint: error.hint, cause: error.cause, refusesInput: true)
        }
    }
}
