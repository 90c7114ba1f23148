import Lexicon
import RAGCore

/// A clause of a message and what it does there.
struct MessageClause: Sendable, Hashable {
    /// The part that a clause plays in a message.
    enum Kind: Sendable {
        /// It asks something.
        case asks
        /// It limits the question beside it: `if it is broken`, `除了退货`.
        case limits
        /// It wishes something: `我要开发票`.
        case wishes
        /// It tells about the customer: `我上周买了双鞋`.
        case tells
        /// It greets, thanks or apologises.
        case courtesy
        /// It is any other text, which may belong to the question.
        case states
    }

    /// The words of the customer, without the mark that ends the clause.
    let text: String
    let kind: Kind

    /// Reads a clause. `isQuestion` tells that a question mark ends it and nothing before it in its sentence asks.
    init(_ text: String, isQuestion: Bool) {
        self.text = text
        kind = Self.kind(of: text, isQuestion: isQuestion)
    }

    /// Whether it has a content word of its own.
    var hasContent: Bool { !Terms.phrases(of: text).isEmpty }

    /// Whether it goes on from a question before it in the same sentence: `or only to Canada`, `还是只能换`.
    var continuesQuestion: Bool { begins(with: MessageWords.continues) }

    /// Whether it forms one statement or question with the clause before: `so that it runs`, `并寄到香港吗`.
    var isJoined: Bool { begins(with: MessageWords.joins) }

    private func begins(with words: [String]) -> Bool {
        let text = text.foldingCase()
        let first = text.prefix { $0.isLatinLetter }
        return words.contains { first.isEmpty ? text.hasPrefix($0) : first == $0 }
    }

    private static func kind(of text: String, isQuestion: Bool) -> Kind {
        let phrases = PhraseText(text)
        let isAsking = asks(text)
        if isCourtesy(text, phrases, asks: isAsking) { return .courtesy }
        if isQuestion || isAsking { return .asks }
        if MessageWords.limits.occurs(in: phrases) { return .limits }
        if MessageWords.wishes.occurs(in: phrases) { return .wishes }
        return MessageWords.tells.occurs(in: phrases) ? .tells : .states
    }

    private static func isCourtesy(_ text: String, _ phrases: PhraseText, asks: Bool) -> Bool {
        let words = String(String.UnicodeScalarView(phrases.words.dropFirst().dropLast()))
        return words.isEmpty || MessageWords.courtesies.contains(words)
            || SmallTalk.kind(of: text, isFirst: false) != nil
            || MessageWords.closings.occurs(in: phrases) && !asks && Terms.phrases(of: text).count <= mostClosingTerms
    }

    /// The most content words of a clause that only closes a message. `自动回复打不开了` has more to say.
    private static let mostClosingTerms = 3

    /// Returns whether the words of `text` ask, whatever mark ends it.
    static func asks(_ text: String) -> Bool {
        let plain = MessageWords.asksNothing.masking(text.foldingCase())
        if plain.unicodeScalars.last == "呢" { return true }
        let phrases = PhraseText(plain)
        return MessageWords.asks.occurs(in: phrases) || opensQuestion(phrases)
    }

    /// Returns whether the first words ask: `is shipping free`, but not `is not working` or `can't log in`. A
    /// preposition asks only before a question word: `in which city`.
    private static func opensQuestion(_ text: PhraseText) -> Bool {
        let words = text.words.split(separator: " ", maxSplits: 2).prefix(2)
            .map { String(String.UnicodeScalarView($0)) }
        guard words.count > 1 else { return false }
        if MessageWords.opensQuestionBeforeSubject.contains(words[0]) {
            return MessageWords.subjects.contains(words[1])
        }
        guard MessageWords.opensQuestion.contains(words[0]) else { return false }
        if prepositions.contains(words[0]) { return questionWords.contains(words[1]) }
        return !MessageWords.predicates.contains(words[1])
    }

    private static let prepositions: Set<String> = ["in", "at", "to", "for", "by", "from", "on", "under"]
    private static let questionWords: Set<String> = ["what", "which", "whom", "whose", "how"]
}
