import Foundation
import RAGCore

/// The reply to `POST /v1/embeddings`.
struct EmbeddingsReply: Encodable, Sendable {
    /// The components as numbers, or as little-endian 32-bit floats in base 64, which the OpenAI clients ask for.
    enum Vector: Encodable, Sendable {
        case numbers([Float])
        case base64(String)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .numbers(let numbers): try container.encode(numbers)
            case .base64(let text): try container.encode(text)
            }
        }
    }

    struct Item: Encodable, Sendable {
        let object = "embedding"
        let index: Int
        let embedding: Vector
    }

    struct Usage: Encodable, Sendable {
        let promptTokens: Int
        let totalTokens: Int
    }

    let object = "list"
    let data: [Item]
    let model: String
    /// Estimated: the model's own vocabulary is not asked.
    let usage: Usage

    init(_ embeddings: [Embedding], _ texts: [String], model: String, isBase64: Bool) {
        data = embeddings.enumerated().map { index, embedding in
            Item(index: index, embedding: isBase64 ? .base64(embedding.base64) : .numbers(embedding.components))
        }
        self.model = model
        let tokens = texts.reduce(0) { $0 + TokenEstimator.count($1) }
        usage = Usage(promptTokens: tokens, totalTokens: tokens)
    }
}

extension Embedding {
    fileprivate var base64: String {
        components.map(\.bitPattern.littleEndian).withUnsafeBytes { Data($0) }.base64EncodedString()
    }
}
