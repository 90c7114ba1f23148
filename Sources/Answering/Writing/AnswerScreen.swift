import Grounding
import Guard

/// What of a model's words reaches the customer, as they stream in: each stage holds back what it cannot judge yet. What is
/// shown does not depend on how the words were cut.
struct AnswerScreen: Sendable {
    /// Why nothing more is shown.
    enum Ending: Equatable {
        /// A sentence that no passage bears out, where such are withdrawn.
        case unsupported
        case listedWord(reply: String)
        case recitedPrompt

        var decision: (Answer.Decision, Answer.Reason?) {
            switch self {
            case .unsupported, .recitedPrompt: (.declined, .unsupported)
            case .listedWord: (.blocked, .listedAnswer)
            }
        }

        /// What the customer reads instead; nil for the refusal.
        var reply: String? { if case .listedWord(let reply) = self { reply } else { nil } }
    }

    private(set) var ending: Ending?

    private var filter: AnswerFilter
    private var citations: CitationParser
    private var words: WordWatch
    private var support: SupportStream

    init(filter: AnswerFilter, citations: CitationParser, words: WordWatch, support: SupportStream) {
        self.filter = filter
        self.citations = citations
        self.words = words
        self.support = support
    }

    /// Sentences with something that no passage they cite says, in order.
    var findings: [SentenceSupport] { support.findings }

    /// Takes the next piece and gives the text that can be shown by now.
    mutating func consume(_ piece: String) -> String {
        guard ending == nil else { return "" }
        defer { end() }
        return support.consume(words.consume(citations.consume(filter.consume(piece))))
    }

    /// The text still held back when the reply has ended.
    mutating func finish() -> String {
        guard ending == nil else { return "" }
        defer { end() }
        let rest = citations.consume(filter.finish()) + citations.finish()
        guard !filter.isClosed else { return "" }
        return support.consume(words.consume(rest) + words.finish()) + support.finish()
    }

    /// A sentence ended before what another stage found in it.
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
