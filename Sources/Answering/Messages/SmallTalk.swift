import Foundation
import Lexicon
import RAGCore

/// Recognises messages that are answered without a search: greetings, thanks, farewells, questions about the agent
/// itself, requests to look up an order, and messages without a word.
enum SmallTalk {
    /// Returns the kind of small talk; nil if `message` contains anything else. `isFirst` tells that it begins the
    /// conversation: `怎么用` then asks about the agent, later about a product.
    static func kind(of message: String, isFirst: Bool) -> Answer.Reason? {
        // A greeting may be repeated and have fillers: `你好，请问在吗？`, `hi there!`, `谢谢您啦~`.
        let folded = CharacterArray(message.foldingCaseAndWidth()).scalars
        let words = folded.split { !$0.isLetter && $0 != "'" }
        guard !words.isEmpty, words.reduce(0, { $0 + $1.count }) <= longest else { return nil }
        let text = Array(words.joined(separator: [" "]))
        if isFirst, consists(text, of: atFirst) { return .identity }
        guard let kind = phrases.first(where: { consists(text, of: $0.phrases) })?.kind else { return nil }
        guard kind == .thanks || kind == .farewell else { return kind }
        // `收到了吗` and `解决了？` ask, although `收到` and `解决了` thank.
        let asks = message.contains { $0 == "?" || $0 == "？" } || MessageClause.asks(message)
        if asks { return consists(text, of: greetings) ? .greeting : nil }
        return kind
    }

    /// Returns whether `question` asks for what assistants do for fun or at home, such as music or the weather.
    static func isChitChat(_ question: String) -> Bool {
        chitChat.occurs(in: question) && !instructions.occurs(in: question.replacing("怎么样", with: ""))
    }

    /// Returns whether `text` is made of `phrases`, at least one of them, of courtesies and of fillers.
    private static func consists(_ text: [Unicode.Scalar], of phrases: PhraseStarts) -> Bool {
        var place = 0
        var found = false
        while place < text.count {
            if let length = phrases.length(at: place, of: text) {
                place += length
                found = true
            } else if let length = fillers.length(at: place, of: text) {
                place += length
            } else {
                return false
            }
            while place < text.count, text[place] == " " { place += 1 }
        }
        return found
    }

    /// The most letters of small talk.
    private static let longest = 30

    private static let list = WordList(PackageResources.small_talk_txt)
    /// The phrases of each kind. A kind stands before those that may accompany it, as in `好的谢谢，再见`.
    private static let phrases: [(kind: Answer.Reason, phrases: PhraseStarts)] = [
        Answer.Reason.identity, .errand, .farewell, .thanks, .greeting,
    ].map { ($0, PhraseStarts(list[$0.rawValue])) }
    private static let greetings = PhraseStarts(list[Answer.Reason.greeting.rawValue])
    private static let atFirst = PhraseStarts(list["identity-at-first"])
    private static let fillers = PhraseStarts(
        list[Answer.Reason.greeting.rawValue] + list[Answer.Reason.thanks.rawValue] + list["fillers"]
    )
    private static let chitChat = PhrasePatterns(list["chit-chat"])
    private static let instructions = PhrasePatterns(list["instructions"])
}
