import Foundation
import RAGCore

/// Makes a question that can be searched for out of one that leans on the conversation.
package protocol QueryRewriter: Sendable {
    /// The question made whole; nil where it stands alone and is left as it is.
    func standaloneQuestion(for question: String, in conversation: Conversation) async throws -> String?
}

/// Tells, without a model, whether a question needs the conversation to be understood.
enum FollowUp {
    /// True for questions such as `那运费呢`, `它保修多久`, `and for members?`, `how long does it take?`.
    static func leansOnConversation(_ question: String) -> Bool {
        let text = question.lowercased().trimmingCharacters(in: .whitespacesAndNewlines.union(.punctuationCharacters))
        if chineseOpenings.contains(where: text.hasPrefix) || text.hasSuffix("呢") { return true }
        if chinesePronouns.contains(where: text.contains) { return true }
        if englishOpenings.contains(where: { text == $0 || text.hasPrefix($0 + " ") }) { return true }
        let words = text.split { !$0.isLetter && $0 != "'" && $0 != "’" }.map(String.init)
        guard !words.isEmpty, Language(of: text) == .english else { return false }
        return words.contains(where: englishPronouns.contains)
    }

    private static let chineseOpenings = ["那", "还有", "另外", "如果是", "要是", "换成", "为什么呢", "然后", "那么"]
    private static let chinesePronouns = ["它", "这个", "那个", "这款", "那款", "这种", "那种", "上面", "刚才", "前者", "后者"]
    private static let englishOpenings = [
        "and", "but", "or", "so", "then", "what about", "how about", "what if", "why not", "also", "same for",
    ]
    private static let englishPronouns: Set<String> = [
        "it", "its", "it's", "they", "them", "their", "that", "those", "these", "this", "one", "ones", "there", "he",
        "she",
    ]
}

/// Carries the last topic over by rule: searches for the question before together with this one. Costs nothing.
package struct TopicCarryover: QueryRewriter {
    package init() {}

    package func standaloneQuestion(for question: String, in conversation: Conversation) async throws -> String? {
        guard let last = conversation.turns.last, FollowUp.leansOnConversation(question) else { return nil }
        return "\(last.standaloneQuestion) \(question)"
    }
}

/// Asks a completion model to write the question out.
package struct ModelQueryRewriter: QueryRewriter {
    private let model: any ChatModel
    private let prompts: PromptLibrary
    /// Turns shown to the model.
    private static let rememberedTurns = 3

    package init(model: any ChatModel, prompts: PromptLibrary) {
        self.model = model
        self.prompts = prompts
    }

    package func standaloneQuestion(for question: String, in conversation: Conversation) async throws -> String? {
        guard !conversation.turns.isEmpty, FollowUp.leansOnConversation(question) else { return nil }
        let turns = conversation.turns.suffix(Self.rememberedTurns).map {
            ["customer": $0.question, "agent": String($0.answer.prefix(400))]
        }
        let prompt = prompts.text(
            .rewrite,
            Language(of: question) ?? .english,
            ["turns": turns, "question": question]
        )
        var reply = ""
        for try await case .text(let text) in model.reply(
            to: ChatRequest(messages: [ChatMessage(.user, prompt)], maximumTokens: 120, temperature: 0)
        ) {
            reply += text
        }
        try Task.checkCancellation()
        let line = reply.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let rewritten = line.trimmingCharacters(in: .whitespaces)
        return rewritten.isEmpty ? nil : rewritten
    }
}
