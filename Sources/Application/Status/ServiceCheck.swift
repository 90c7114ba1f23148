import RAGCore

/// A service that has answered.
package enum ServiceCheck: Sendable, Hashable {
    /// The service of a model (`embedding` or `completion`) offers so many models.
    case models(role: String, service: String, count: Int)
    /// The reranking service has judged two texts.
    case reranker(name: String)
}

extension Assembly {
    /// Asks each service that is set whether it answers, and reports those that do. Costs nothing but a judgement of
    /// the reranking service. Throws `RAGError` at the first that does not answer.
    package func checkServices(_ report: (ServiceCheck) -> Void) async throws {
        for (role, model) in [("embedding", settings.embedding.model), ("completion", settings.completion.model)]
        where model.provider == .openai {
            let service = try service(model)
            let count = try await service.models().count
            report(.models(role: role, service: service.endpoint.name, count: count))
        }
        if settings.retrieval.reranking == .service, let reranker = try reranker(nil) {
            _ = try await reranker.judge(["yes", "no"], for: "yes")
            report(.reranker(name: reranker.name))
        }
    }
}
