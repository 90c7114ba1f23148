import Foundation
import RAGCore

/// An embedding model behind `/embeddings`.
///
/// Texts go out in batches that run side by side. A text over the model's window is embedded in windows, whose average
/// weighted by length stands for it; an empty text as a blank. Query and passage are embedded alike, as OpenAI's models have it.
package struct OpenAIEmbedder: Embedder {
    package let model: EmbeddingModel
    private let service: OpenAIService
    private let limits: EmbeddingLimits
    private let refused: RefusedParameters

    /// The largest reply to one request, in bytes: 2048 vectors of 3072 numbers written out.
    private static let replyLimit = 160 << 20

    package init(model: EmbeddingModel, service: OpenAIService, limits: EmbeddingLimits = EmbeddingLimits()) {
        self.model = model
        self.service = service
        refused = RefusedParameters(of: service.endpoint)
        self.limits = limits
    }

    /// Throws `RAGError`, or `CancellationError`; then nothing is kept of the batches that were done.
    package func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        let plan = EmbeddingBatches(texts, limits: limits)
        do {
            let vectors = try await fetch(plan)
            try check(vectors)
            return try plan.merge(vectors).map { embedding in
                guard let embedding else {
                    throw CallFailure.malformed("returned an embedding without direction, or one that is not finite")
                }
                return embedding
            }
        } catch let failure as CallFailure {
            throw failure.explained(.embedding, at: service.endpoint, model: model.name)
        }
    }

    /// One vector a piece, in order.
    private func fetch(_ plan: EmbeddingBatches) async throws -> [[Float]] {
        var vectors = [[Float]](repeating: [], count: plan.pieces.count)
        try await withThrowingTaskGroup(of: (Range<Int>, [[Float]]).self) { group in
            var waiting = plan.batches[...]
            func addNext() {
                guard let batch = waiting.popFirst() else { return }
                group.addTask { (batch, try await request(plan.pieces[batch].map(\.content))) }
            }
            for _ in 0..<limits.concurrentRequests { addNext() }
            while let (batch, found) = try await group.next() {
                vectors.replaceSubrange(batch, with: found)
                addNext()
            }
        }
        return vectors
    }

    private func check(_ vectors: [[Float]]) throws {
        let expected = model.dimensions ?? vectors.first?.count
        for vector in vectors where vector.count != expected {
            throw CallFailure.malformed("returned \(vector.count) dimensions in place of \(expected ?? 0)")
        }
    }

    private func request(_ texts: [String]) async throws -> [[Float]] {
        let redaction = Redaction(key: service.endpoint.apiKey, texts: texts)
        while true {
            let format = refused.known.contains("encoding_format") ? nil : "base64"
            let body = EmbeddingBody(
                model: model.name,
                input: texts,
                dimensions: model.dimensions,
                encodingFormat: format
            )
            var message = service.endpoint.request(.post, "embeddings")
            message.headers += [("Content-Type", "application/json"), ("Accept", "application/json")]
            message.body = try JSONEncoder().encode(body)
            do {
                return try await service.call(message, for: .embedding, quoting: texts) { exchange in
                    let reply = try await exchange.rest(limit: Self.replyLimit)
                    return try EmbeddingReply(reply, count: texts.count, redaction: redaction).vectors
                }
            } catch let failure as CallFailure
                where refused.learn(from: failure, sent: format == nil ? [] : ["encoding_format"])
            {
                continue
            }
        }
    }
}

/// The body of `POST /embeddings` (<https://platform.openai.com/docs/api-reference/embeddings/create>).
private struct EmbeddingBody: Encodable {
    let model: String
    let input: [String]
    let dimensions: Int?
    /// `base64`, or nil to leave it to the service, which then sends numbers.
    let encodingFormat: String?

    enum CodingKeys: String, CodingKey {
        case model, input, dimensions
        case encodingFormat = "encoding_format"
    }
}
