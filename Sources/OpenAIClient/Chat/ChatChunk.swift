import Foundation
import RAGCore

/// A piece of a streamed reply, in `delta`, or a whole reply, in `message`.
struct ChatChunk: Decodable {
    struct Choice: Decodable {
        struct Text: Decodable {
            /// The text, without reasoning that the service marks as such.
            let content: String?
            /// The number of bytes of that reasoning.
            let reasoning: Int

            private enum CodingKeys: String, CodingKey {
                case content, reasoning
                case reasoningContent = "reasoning_content"
            }

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                var marked = 0
                // The usual forms first, because an error that is thrown and caught costs more than a whole event.
                if let text = try? fields.decodeIfPresent(String.self, forKey: .content) {
                    content = text
                } else {
                    let parts = try fields.decodeIfPresent([Part].self, forKey: .content)
                    content = parts?.compactMap(\.text).joined()
                    marked = parts?.count { $0.text == nil } ?? 0
                }
                reasoning =
                    marked
                    + [.reasoning, .reasoningContent].filter(fields.contains).reduce(0) { count, key in
                        count + ((try? fields.decode(String.self, forKey: key))?.utf8.count ?? 0)
                    }
            }
        }

        /// A part of a content that is a list: text, or reasoning, which has another type.
        private struct Part: Decodable {
            let text: String?

            private enum CodingKeys: String, CodingKey { case type, text }

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                let type = try fields.decodeIfPresent(String.self, forKey: .type) ?? "text"
                text =
                    ["text", "output_text"].contains(type)
                    ? try fields.decodeIfPresent(String.self, forKey: .text) : nil
            }
        }

        let index: Int?
        let delta: Text?
        let message: Text?
        let finishReason: String?

        enum CodingKeys: String, CodingKey {
            case index, delta, message
            case finishReason = "finish_reason"
        }
    }

    struct Usage: Decodable {
        let promptTokens: Int?
        let completionTokens: Int?

        enum CodingKeys: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
        }
    }

    /// Any value but null. `ProviderError` reads its content.
    private struct Presence: Decodable {
        init(from decoder: any Decoder) {}
    }

    let choices: [Choice]?
    private let usage: Usage?
    private let error: Presence?

    /// Whether the service failed while it replied. OpenRouter reports that in a chunk that also has choices.
    var isError: Bool { error != nil }

    /// The first choice. A request asks for one only.
    var choice: Choice? { choices?.first { ($0.index ?? 0) == 0 } }

    var tokens: TokenUsage? {
        guard let input = usage?.promptTokens else { return nil }
        return TokenUsage(input: input, output: usage?.completionTokens ?? 0)
    }
}
