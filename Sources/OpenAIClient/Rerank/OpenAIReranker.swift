import Foundation
import RAGCore

/// A reranking model behind `/rerank`.
package struct OpenAIReranker: Reranker {
    package let name: String
    private let service: OpenAIService
    private let refused: RefusedParameters

    /// The largest reply, in bytes: some services send the documents back.
    private static let replyLimit = 8 << 20

    package init(name: String, service: OpenAIService) {
        self.name = name
        self.service = service
        refused = RefusedParameters(of: service.endpoint)
    }

    /// Throws `RAGError`, or `CancellationError`. Nothing is sent for nothing.
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

/// The body of `POST /rerank`, as Cohere has it (<https://docs.cohere.com/reference/rerank>) and Jina, vLLM and llama.cpp after it.
private struct RerankBody: Encodable {
    let model: String
    let query: String
    let documents: [String]
    /// How many results are wanted; nil to leave it to the service, which then judges all.
    let topN: Int?

    enum CodingKeys: String, CodingKey {
        case model, query, documents
        case topN = "top_n"
    }
}
