import Answering
import Application
import Foundation

/// The reply to a chat completion that is not streamed.
struct ChatReply: Encodable, Sendable {
    struct Message: Encodable, Sendable {
        let role = "assistant"
        let content: String
        let annotations: [Annotation]
        @Nullable var refusal: String?
    }

    struct Choice: Encodable, Sendable {
        let index = 0
        let message: Message
        let finishReason: String
        @Nullable var logprobs: String?
    }

    static let model = "kefu"

    let id: String
    let object = "chat.completion"
    let created: Int
    let model = ChatReply.model
    let choices: [Choice]
    let usage: Usage
    let kefu: KefuReply

    init(_ turn: AnsweredTurn, _ settings: Settings) {
        let answer = turn.answer
        id = "chatcmpl-\(RandomText.id())"
        created = Int(Date().timeIntervalSince1970)
        choices = [
            Choice(
                message: Message(
                    content: answer.text,
                    annotations: Annotation.annotations(of: answer.text, answer.sources),
                    refusal: nil
                ),
                finishReason: answer.finishReason,
                logprobs: nil
            )
        ]
        usage = Usage(answer.usage)
        kefu = KefuReply(turn, isCorrected: false, settings)
    }
}

extension Answer {
    /// Why the text ends, in the words of the OpenAI API. Decisions are answers, so it is never `content_filter`.
    var finishReason: String { reason == .cutOff ? "length" : "stop" }
}
