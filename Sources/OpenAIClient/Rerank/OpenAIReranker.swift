import Foundation
import RAGCore

/// A reranking model behind `/rerank`.
package struct OpenAIReranker: Reranker {
    /// The name of the model at the service.
    package let name: String
    private let service: OpenAIService
    private let refused: RefusedParameters

    /// The most bytes of a reply. Some services send the documents back.
    private static let replyLimit = 8 << 20

    /// Creates a reranker that is called `name` at the service.
    package init(name: String, service: OpenAIService) {
        self.name = name
        self.service = service
        refused = RefusedParameters(of: service.endpoint)
    }

    /// Returns a judgement of each passage that the service judges, best first. Sends no request if there are no
    /// passages. Throws `RAGError`, or `CancellationError`.
    package func judge(_ passages: [String], for question: String) async throws -> [RerankJudgement] {
        guard !passages.isEmpty else { return [] }
        do {
            return try await request(passages, question)
        } catch let failure as CallFailure {
            throw failure.explained(.reranking, at: service.endpoint, model: name)
        }
    }

    private func request(_ passages: [String], _ question: String) async throws -> [RerankJudgement] {
        let texts = [question] + passages
        let redaction = Redaction(key: service.endpoint.apiKey, texts: texts)
        while true {
            let topN = refused.known.contains("top_n") ? nil : passages.count
            var message = service.endpoint.request(.post, "rerank")
            message.headers += [("Content-Type", "application/json"), ("Accept", "application/json")]
            message.body = try JSONEncoder().encode(
                RerankBody(model: name, query: question, documents: passages, topN: topN)
            )
            do {
                return try await service.call(message, for: .reranking, quoting: texts) { exchange in
                    let reply = try await exchange.rest(limit: Self.replyLimit)
                    return try RerankReply(reply, count: passages.count, redaction: redaction).judgements
                }
            } catch let failure as CallFailure
                where refused.learn(from: failure, sent: topN == nil ? [] : ["top_n"])
            {
                continue
            }
        }
    }
}

/// The body of `POST /rerank`, which Cohere defined (<https://docs.cohere.com/reference/rerank>) and Jina, vLLM and
/// llama.cpp adopted.
private struct RerankBody: Encodable {
    let model: String
    let query: String
    let documents: [String]
    /// The number of results to return; nil if the service shall judge all documents.
    let topN: Int?

    enum CodingKeys: String, CodingKey {
        case model, query, documents
        case topN = "top_n"
    }
}
