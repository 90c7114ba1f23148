import Foundation

/// The vectors of a reply, in the order of the texts of the request.
struct EmbeddingReply: Sendable, Hashable {
    /// A vector with the index that the service gives it.
    struct Item: Sendable, Hashable {
        let index: Int?
        let vector: [Float]
    }

    let vectors: [[Float]]

    /// Reads the reply to a request of `count` texts, with vectors as numbers or base64, in any order.
    ///
    /// Throws `CallFailure` unless there is exactly one vector for each text.
    init(_ body: [UInt8], count: Int, redaction: Redaction = Redaction()) throws {
        guard let items = EmbeddingScanner.items(in: body) ?? Self.decodeSlowly(body) else {
            if let said = ProviderError(body)?.message { throw CallFailure.stopped(redaction.clean(said)) }
            throw CallFailure.malformed("sent a reply that is not a list of embeddings")
        }
        guard items.count == count else {
            throw CallFailure.malformed("returned \(items.count) embeddings for \(count) texts")
        }
        var vectors = [[Float]?](repeating: nil, count: count)
        for (position, item) in items.enumerated() {
            let index = item.index ?? position
            guard vectors.indices.contains(index), vectors[index] == nil else {
                throw CallFailure.malformed("gave its \(count) embeddings wrong indexes")
            }
            vectors[index] = item.vector
        }
        self.vectors = vectors.compactMap { $0 }
    }

    /// Decodes replies that `EmbeddingScanner` does not understand.
    private static func decodeSlowly(_ body: [UInt8]) -> [Item]? {
        (try? JSONDecoder().decode(List.self, from: Data(body)))?.data.map {
            Item(index: $0.index, vector: $0.embedding.floats)
        }
    }

    private struct List: Decodable {
        struct Entry: Decodable {
            let index: Int?
            let embedding: Vector
        }

        struct Vector: Decodable {
            let floats: [Float]

            init(from decoder: any Decoder) throws {
                let value = try decoder.singleValueContainer()
                if let floats = try? value.decode([Float].self) {
                    self.floats = floats
                } else {
                    let text = Array(try value.decode(String.self).utf8)
                    guard let floats = text.withUnsafeBufferPointer(Base64Floats.decode) else {
                        throw DecodingError.dataCorruptedError(in: value, debugDescription: "no base64 of floats")
                    }
                    self.floats = floats
                }
            }
        }

        let data: [Entry]
    }
}
