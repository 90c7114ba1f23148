import Lexicon
import RAGCore

/// What is known of an answer while it is made.
struct AnswerDraft: Sendable {
    let question: String
    /// The language that the customer is answered in.
    let language: Language
    /// What was searched for, where that is not the question itself.
    var standaloneQuestion: String?
    /// The passages that the answer may rest on. An answer cites each by its place, from 1.
    var passages: [SearchHit] = []
    var trace = AnswerTrace()

    private let start = ContinuousClock.now

    init(question: String, language: Language) {
        self.question = question
        self.language = language
    }

    /// Seconds since the question came.
    var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

    /// The answer as it is given. What the text cites are its sources; with `leaning`, a text that cites none leans on the
    /// passages whose words it uses.
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
        return Answer(
            question: question,
            standaloneQuestion: standaloneQuestion,
            language: language,
            decision: decision,
            reason: reason,
            text: text,
            sources: sources,
            confidence: trace.confidence,
            unsupported: trace.support.filter { !$0.isSupported }.map(\.words),
            model: model,
            usage: usage,
            trace: trace
        )
    }

    /// Returns the passages with these citation numbers as sources, in order of their number.
    private func sources(_ numbers: [Int], isCited: Bool) -> [Source] {
        passages.enumerated().filter { numbers.contains($0.offset + 1) }
            .map { Source(number: $0.offset + 1, $0.element, isCited: isCited) }
    }

    /// Returns the numbers of the passages that share most words with an answer that cites none.
    private func nearest(to text: String) -> [Int] {
        let terms = Terms.of(text)
        let shares = passages.map { Terms.coverage(of: terms, in: [$0.chunk.text]) }
        let enough = (shares.max() ?? 0) * 0.8
        return shares.indices.filter { shares[$0] >= enough }.map { $0 + 1 }
    }
}
