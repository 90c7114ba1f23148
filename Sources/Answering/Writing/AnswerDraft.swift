import Lexicon
import RAGCore

/// The parts of an answer that are known while it is made.
struct AnswerDraft: Sendable {
    let question: String
    /// The question as it was probably meant, if its spelling was corrected; else nil.
    private(set) var correctedQuestion: String?
    /// The language of the answer.
    private(set) var language: Language
    /// The question as it was searched for; nil if that is the question itself.
    var standaloneQuestion: String?
    /// The passages that the answer may use. An answer cites each by its place, from `firstNumber`.
    var passages: [SearchHit] = []
    /// The citation number of the first passage. It is above 1 behind another answer to the same message.
    let firstNumber: Int
    /// The team that takes over; nil if none does or it cannot be told.
    var team: String?
    var trace = AnswerTrace()

    private let start = ContinuousClock.now

    init(question: String, language: Language, numberedFrom firstNumber: Int = 1) {
        self.question = question
        self.language = language
        self.firstNumber = firstNumber
    }

    /// Takes `meant` for the question. Pinyin has the letters of another language than it is in.
    mutating func correct(to meant: String) {
        correctedQuestion = meant
        language = Language(of: meant) ?? language
    }

    /// The citation numbers of the passages that are quoted without a model.
    var quotedNumbers: [Int] { PassageQuoter.quoted(passages).indices.map { $0 + firstNumber } }

    /// Returns a text of each passage by its citation number.
    func numberedPassages(_ text: (SearchHit) -> String) -> [Int: String] {
        Dictionary(uniqueKeysWithValues: passages.enumerated().map { ($0 + firstNumber, text($1)) })
    }

    /// The seconds since the question arrived.
    var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

    /// Returns the finished answer. Its sources are the passages with the numbers in `cited`. If there are none and
    /// `infersSources` is true, they are the passages that share most words with the text.
    func answer(
        _ decision: Answer.Decision,
        _ reason: Answer.Reason? = nil,
        text: String,
        cited: [Int] = [],
        infersSources: Bool = false,
        model: String? = nil,
        usage: TokenUsage? = nil
    ) -> Answer {
        var sources = sources(cited, isCited: true)
        if sources.isEmpty, infersSources { sources = self.sources(nearest(to: text), isCited: false) }
        var trace = trace
        trace.timings.total = seconds
        var answer = Answer(
            question: question,
            standaloneQuestion: standaloneQuestion,
            language: language,
            decision: decision,
            reason: reason,
            team: team,
            text: text,
            sources: sources,
            confidence: trace.confidence,
            unsupported: trace.support.filter { !$0.isSupported }.map(\.words),
            model: model,
            usage: usage,
            trace: trace
        )
        if decision == .askedBack { answer.options = passages.map(\.documentTitle) }
        return answer
    }

    /// Returns the passages with these citation numbers as sources, in order of their number.
    private func sources(_ numbers: [Int], isCited: Bool) -> [Source] {
        passages.enumerated().filter { numbers.contains($0.offset + firstNumber) }
            .map { Source(number: $0.offset + firstNumber, $0.element, isCited: isCited) }
    }

    /// Returns the numbers of the passages that share most words with `text`.
    private func nearest(to text: String) -> [Int] {
        let terms = Terms.of(text)
        let shares = passages.map { Terms.coverage(of: terms, in: [$0.chunk.text]) }
        let enough = (shares.max() ?? 0) * 0.8
        return shares.indices.filter { shares[$0] >= enough }.map { $0 + firstNumber }
    }
}
