import RAGCore

/// The body of `POST /v1/embeddings`.
struct EmbeddingsBody: Decodable, Sendable {
    /// One text or several. Lists of tokens are refused: they belong to another model's vocabulary.
    struct Input: Decodable, Sendable {
        let texts: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                texts = [text]
            } else {
                texts = try container.decode([String].self)
            }
        }
    }

    enum Encoding: String, Decodable, Sendable {
        case float, base64
    }

    let input: Input
    let encodingFormat: Encoding?
    let dimensions: Int?
    /// The side of a search that the texts are on; passages if it is nil. Not part of the OpenAI API.
    let inputType: EmbeddingRole?
}
