import Application
import Foundation
import Hummingbird
import RAGCore

/// `POST /v1/embeddings`: the embedding model of the index, so that other programs can share it.
struct EmbeddingsEndpoint: Sendable {
    let desk: AnswerDesk
    private static let mostTexts = 2_048

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.post, "/v1/embeddings", for: .keyHolders, closesConnection: true) { request, _, _ in
            var request = request
            let body = try await JSON.read(EmbeddingsBody.self, from: &request)
            let texts = body.input.texts
            guard (1...Self.mostTexts).contains(texts.count), !texts.contains("") else {
                throw APIError.invalid(
                    "input",
                    "Give 1 to \(Self.mostTexts) texts, none of them empty",
                    "请给出 1 到 \(Self.mostTexts) 段非空文字"
                )
            }
            let embedder = try await desk.index.embedder()
            try await check(body.dimensions, embedder.model)
            let embeddings = try await desk.whenAdmitted(request) {
                do {
                    return try await embedder.embed(texts, as: body.inputType ?? .passage)
                } catch let error as RAGError where error.refusesInput {
                    // The texts are the client's own, whatever their length.
                    throw APIError.refusedInput
                }
            }
            return .json(
                EmbeddingsReply(embeddings, texts, model: embedder.model.name, isBase64: body.encodingFormat == .base64)
            )
        }
    }

    /// Throws `APIError` where other dimensions are wanted than the vectors of the index have. This is known before a
    /// model is asked.
    private func check(_ wanted: Int?, _ model: EmbeddingModel) async throws {
        guard let wanted else { return }
        let width = try await desk.index.summary().models.first { $0.model == model }?.width
        guard let width, width != wanted else { return }
        throw APIError.invalid("dimensions", "The embeddings have \(width) dimensions", "向量为 \(width) 维")
    }
}
