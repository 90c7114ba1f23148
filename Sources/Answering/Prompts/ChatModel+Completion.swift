import Lexicon
import RAGCore

/// The part of a reply that counts if the token limit ended it.
enum CutReply {
    /// Its whole lines: the last one may be half a question or half a number.
    case wholeLines
    /// Its whole sentences: the last one may lack its `not`.
    case wholeSentences

    /// Returns what counts of `text`.
    fileprivate func kept(of text: String) -> String {
        switch self {
        case .wholeLines: return text.lastIndex(where: \.isNewline).map { String(text[..<$0]) } ?? ""
        case .wholeSentences:
            let end = text.unicodeScalars.lastIndex(where: Punctuation.endsSentence)
            return end.map { String(text[...$0]) } ?? ""
        }
    }
}

extension ChatModel {
    /// Returns the whole reply to `prompt` at temperature 0; of a reply that the token limit ended, what `cut` keeps,
    /// and nothing of one that a content filter ended. Throws `RAGError` or `CancellationError`.
    func completion(of prompt: String, maximumTokens: Int, cut: CutReply = .wholeLines) async throws -> String {
        let request = ChatRequest(messages: [ChatMessage(.user, prompt)], maximumTokens: maximumTokens, temperature: 0)
        var text = ""
        var end: String?
        for try await event in reply(to: request) {
            switch event {
            case .text(let piece): text += piece
            case .withdrawn: text = ""
            case .finished(let reason): end = reason
            case .usage: break
            }
        }
        try Task.checkCancellation()
        return switch end {
        case "length": cut.kept(of: text)
        case "content_filter": ""
        default: text
        }
    }
}
