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
        /// A fault for which the whole answer is withdrawn.
        case fault(AnswerFault)

        /// The decision and the reason of an answer that ended this way.
        var decision: (Answer.Decision, Answer.Reason?) {
            switch self {
            case .unsupported, .recitedPrompt: (.declined, .unsupported)
            case .listedWord: (.blocked, .listedAnswer)
            case .fault: (.quoted, .withdrawn)
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
    /// nil if faults are not looked for.
    private var faults: FaultWatch?
    private var support: SupportStream

    init(
        filter: AnswerFilter,
        citations: CitationParser,
        words: WordWatch,
        faults: FaultWatch? = nil,
        support: SupportStream
    ) {
        self.filter = filter
        last = filter.withoutPrompt
        self.citations = citations
        self.words = words
        self.faults = faults
        self.support = support
    }

    /// The sentences with a part that the passages they cite do not contain, in order.
    var findings: [SentenceSupport] { support.findings }

    /// Takes the next piece and returns the text that can be shown now.
    mutating func consume(_ piece: String) async -> String {
        guard ending == nil else { return "" }
        defer { end() }
        return await support.consume(watch(words.consume(last.consume(citations.consume(filter.consume(piece))))))
    }

    /// Returns the text that was held back, after the reply has ended. `isCut` tells that the token limit ended it.
    mutating func finish(isCut: Bool = false) async -> String {
        guard ending == nil else { return "" }
        defer { end() }
        let marked = citations.consume(filter.finish()) + citations.finish()
        guard !filter.isClosed else { return "" }
        let rest = last.consume(marked) + last.finish()
        let whole = watch(words.consume(rest) + words.finish()) + (faults?.finish(isCut: isCut) ?? "")
        return await support.consume(whole) + support.finish()
    }

    private mutating func watch(_ text: String) -> String { faults?.consume(text) ?? text }

    /// Records the first stage that ended the text. A sentence that was withdrawn ended before the others found
    /// anything.
    private mutating func end() {
        if support.isWithdrawn {
            ending = .unsupported
        } else if let finding = words.finding {
            ending = .listedWord(reply: finding.reply)
        } else if filter.isClosed {
            ending = .recitedPrompt
        } else if let fault = faults?.fault {
            ending = .fault(fault)
        }
    }
}
