import Foundation
import RAGCore

/// An embedding model behind `/embeddings`.
///
/// Texts are sent in batches, several at the same time. A text that is longer than the model's window is embedded in
/// windows, and its embedding is their average weighted by length. An empty text is sent as a space. Queries and
/// passages are embedded alike, as OpenAI's models expect.
package struct OpenAIEmbedder: Embedder {
    /// The model, with the dimensions to ask for.
    package let model: EmbeddingModel
    private let service: OpenAIService
    private let limits: EmbeddingLimits
    private let refused: RefusedParameters

    /// The most bytes of the reply to one request: 2048 vectors of 3072 numbers in decimal notation.
    private static let replyLimit = 160 << 20

    /// Creates an embedder that asks `service` for the vectors of `model`.
    package init(model: EmbeddingModel, service: OpenAIService, limits: EmbeddingLimits = EmbeddingLimits()) {
        self.model = model
        self.service = service
        refused = RefusedParameters(of: service.endpoint)
        self.limits = limits
    }

    /// Returns one embedding for each text. Throws `RAGError`, or `CancellationError`, and then discards the batches
    /// that succeeded.
    package func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        let plan = EmbeddingBatches(texts, limits: limits)
        do {
            let vectors = try await fetch(plan)
            try check(vectors)
            return try plan.merge(vectors).map { embedding in
                guard let embedding else {
                    throw CallFailure.malformed("returned an embedding that is zero or not finite")
                }
                return embedding
            }
        } catch let failure as CallFailure {
            throw failure.explained(.embedding, at: service.endpoint, model: model.name)
        }
    }

    /// Returns one vector for each piece of the plan, in order.
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
            throw CallFailure.malformed("returned \(vector.count) dimensions instead of \(expected ?? 0)")
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
    /// `base64`; nil if the service shall choose, which then sends numbers.
    let encodingFormat: String?

    enum CodingKeys: String, CodingKey {
        case model, input, dimensions
        case encodingFormat = "encoding_format"
    }
}
