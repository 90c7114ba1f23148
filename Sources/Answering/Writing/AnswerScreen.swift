import Grounding
import Guard

/// Filters the text of a model while it streams. Each stage holds back text that it cannot judge yet. The result does
/// not depend on how the text was cut into pieces.
struct AnswerScreen: Sendable {
    /// The reason why no more text is shown.
    enum Ending: Equatable {
        /// A sentence that no passage supports, if such sentences are withdrawn.
        case unsupported
        /// A word of a word list, with the list's reply.
        case listedWord(reply: String)
        /// A part of the prompt.
        case recitedPrompt

        /// The decision and the reason of an answer that ended this way.
        var decision: (Answer.Decision, Answer.Reason?) {
            switch self {
            case .unsupported, .recitedPrompt: (.declined, .unsupported)
            case .listedWord: (.blocked, .listedAnswer)
            }
        }

        /// The text that the customer sees instead; nil for the refusal.
        var reply: String? { if case .listedWord(let reply) = self { reply } else { nil } }
    }

    private(set) var ending: Ending?

    private var filter: AnswerFilter
    /// Filters again what the removal of citation marks has joined.
    private var last: AnswerFilter
    private var citations: CitationParser
    private var words: WordWatch
    private var support: SupportStream

    init(filter: AnswerFilter, citations: CitationParser, words: WordWatch, support: SupportStream) {
        self.filter = filter
        last = filter.withoutPrompt
        self.citations = citations
        self.words = words
        self.support = support
    }

    /// The sentences with a part that the passages they cite do not contain, in order.
    var findings: [SentenceSupport] { support.findings }

    /// Takes the next piece and returns the text that can be shown now.
    mutating func consume(_ piece: String) -> String {
        guard ending == nil else { return "" }
        defer { end() }
        return support.consume(words.consume(last.consume(citations.consume(filter.consume(piece)))))
    }

    /// Returns the text that was held back, after the reply has ended.
    mutating func finish() -> String {
        guard ending == nil else { return "" }
        defer { end() }
        let marked = citations.consume(filter.finish()) + citations.finish()
        guard !filter.isClosed else { return "" }
        let rest = last.consume(marked) + last.finish()
        return support.consume(words.consume(rest) + words.finish()) + support.finish()
    }

    /// Records the first stage that ended the text. A sentence that was withdrawn ended before the others found
    /// anything.
    private mutating func end() {
        if support.isWithdrawn {
            ending = .unsupported
        } else if let finding = words.finding {
            ending = .listedWord(reply: finding.reply)
        } else if filter.isClosed {
            ending = .recitedPrompt
        }
    }
}
