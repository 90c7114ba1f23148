import Answering
import Foundation
import RAGCore

/// The body of `POST /v1/chat/completions`. Fields of the OpenAI API that are not here, such as `temperature` and
/// `tools`, are ignored.
struct ChatRequestBody: Decodable, Sendable {
    struct Message: Decodable, Sendable {
        let role: String
        let content: MessageContent?
    }

    struct StreamOptions: Decodable, Sendable {
        let includeUsage: Bool?
    }

    let messages: [Message]
    let stream: Bool?
    let streamOptions: StreamOptions?
    let n: Int?
    /// The session to continue; a new one begins where it is nil.
    let sessionId: String?
    /// Only passages with one of these tags are found.
    let tags: [String]?

    /// The most characters of a question: Unicode code points.
    static let longestQuestion = 4_000
    /// Earlier turns that are considered.
    private static let rememberedTurns = 50

    /// Returns the question and the conversation before it. Throws `APIError` where there is no question, it is too
    /// long, or several answers are wanted.
    func question() throws(APIError) -> (question: String, history: Conversation) {
        guard (n ?? 1) == 1 else { throw .invalid("n", "Only one answer can be given", "只能给出一个回答，n 必须为 1") }
        guard let last = messages.lastIndex(where: { $0.role == "user" }) else {
            throw .invalid("messages", "There is no message of the role user", "没有 user 的消息")
        }
        guard case .text(let text)? = messages[last].content else {
            throw .invalid(
                "messages[\(last)].content",
                "Only text can be read, no pictures, sound or files",
                "只能处理文字，不能处理图片、声音或文件"
            )
        }
        try Self.check(text.trimmed, field: "messages[\(last)].content")
        return (text.trimmed, history(before: last))
    }

    /// Throws `APIError` where `question` is empty or too long.
    static func check(_ question: String, field: String) throws(APIError) {
        guard !question.isEmpty else { throw .invalid(field, "The question is empty", "问题为空") }
        guard question.unicodeScalars.count <= longestQuestion else {
            throw .invalid(
                field,
                "The question is longer than \(longestQuestion) characters",
                "问题超过 \(longestQuestion) 个字符"
            )
        }
    }

    /// Returns the turns before the message at `last`. Messages of other roles than user and assistant are ignored.
    private func history(before last: Int) -> Conversation {
        var turns: [(question: String, answer: String)] = []
        for message in messages[..<last] {
            guard case .text(let text)? = message.content else { continue }
            if message.role == "user" {
                turns.append((text.trimmed, ""))
            } else if message.role == "assistant", !turns.isEmpty {
                turns[turns.count - 1].answer += text.trimmed
            }
        }
        let kept = turns.suffix(Self.rememberedTurns)
        return Conversation(
            turns: kept.enumerated().map { index, turn in
                Conversation.Turn(
                    number: index + 1,
                    question: turn.question.limited(to: Self.longestQuestion),
                    standaloneQuestion: nil,
                    answer: turn.answer.limited(to: Self.longestQuestion),
                    decision: .answered
                )
            },
            summary: nil
        )
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }

    fileprivate func limited(to count: Int) -> String { String(String.UnicodeScalarView(unicodeScalars.prefix(count))) }
}
