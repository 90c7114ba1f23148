import Application
import Foundation
import Hummingbird
import RAGCore

/// `POST /v1/embeddings`: the embedding model of the index, so that other programs can share it.
struct EmbeddingsEndpoint: Sendable {
    let desk: AnswerDesk
    private static let mostTexts = 2_048

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.post, "/v1/embeddings", for: .askers, closesConnection: true) { request, _, _ in
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
            let embeddings = try await desk.whenAdmitted(request) {
                try await embedder.embed(texts, as: body.inputType ?? .passage)
            }
            if let wanted = body.dimensions, let first = embeddings.first, wanted != first.components.count {
                throw APIError.invalid(
                    "dimensions",
                    "The embeddings have \(first.components.count) dimensions",
                    "向量为 \(first.components.count) 维"
                )
            }
            return .json(
                EmbeddingsReply(embeddings, texts, model: embedder.model.name, isBase64: body.encodingFormat == .base64)
            )
        }
    }
}
