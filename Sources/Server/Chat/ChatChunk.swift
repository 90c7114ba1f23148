import Answering
import Foundation

/// A piece of a chat completion that is streamed.
struct ChatChunk: Encodable, Sendable {
    struct Delta: Encodable, Sendable {
        var role: String?
        var content: String?
        var annotations: [Annotation]?
    }

    struct Choice: Encodable, Sendable {
        let index = 0
        let delta: Delta
        @Nullable var finishReason: String?
        @Nullable var logprobs: String?
    }

    /// Tells that the text so far is void from a code point on.
    struct Correction: Encodable, Sendable {
        let replacedFrom: Int
    }

    /// A part of a passage that probably answers, to be shown until the answer comes.
    struct Quote: Encodable, Sendable {
        struct Passage: Encodable, Sendable {
            let text: String
            let source: SourceReply
        }

        let quote: Passage
    }

    /// The last chunk has all of `KefuReply`, the first one of a correction only where it begins, and one before the
    /// text may have a quote.
    enum Extra: Encodable, Sendable {
        case reply(KefuReply)
        case correction(Correction)
        case quote(Quote)

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .reply(let reply): try reply.encode(to: encoder)
            case .correction(let correction): try correction.encode(to: encoder)
            case .quote(let quote): try quote.encode(to: encoder)
            }
        }
    }

    let id: String
    let object = "chat.completion.chunk"
    let created: Int
    let model = ChatReply.model
    var choices: [Choice] = []
    /// Only in the last chunk, where the client wants it.
    var usage: Usage?
    var kefu: Extra?

    init(
        id: String,
        created: Int,
        delta: Delta? = nil,
        finishReason: String? = nil,
        usage: Usage? = nil,
        kefu: Extra? = nil
    ) {
        self.id = id
        self.created = created
        if let delta { choices = [Choice(delta: delta, finishReason: finishReason, logprobs: nil)] }
        self.usage = usage
        self.kefu = kefu
    }
}
