import RAGCore

extension Answer {
    /// Creates one answer to a message from the answers to its questions, of which there is at least one.
    ///
    /// The decision is that of the part that helps the customer most, so one declined question does not decline the
    /// others. The confidence is the lowest of the parts with that decision.
    init(joining parts: [Answer], to question: String, text: String, seconds: Double) {
        let leading = parts.min { $0.helpfulness < $1.helpfulness } ?? parts[0]
        let confidence = parts.filter { $0.decision == leading.decision }.compactMap(\.confidence).min()
        var trace = AnswerTrace()
        trace.passages = parts.flatMap(\.trace.passages)
        trace.evidence = leading.trace.evidence
        trace.confidence = confidence
        trace.messages = parts.flatMap(\.trace.messages)
        trace.support = parts.flatMap(\.trace.support)
        trace.timings = parts[0].trace.timings
        trace.timings.total = seconds
        self.init(
            question: question,
            standaloneQuestion: nil,
            language: leading.language,
            decision: leading.decision,
            reason: leading.reason,
            team: parts.lazy.compactMap(\.team).first,
            text: text,
            sources: parts.flatMap(\.sources),
            confidence: confidence,
            unsupported: parts.flatMap(\.unsupported),
            model: parts.lazy.compactMap(\.model).first,
            usage: TokenUsage(sumOf: parts.compactMap(\.usage)),
            parts: parts,
            trace: trace
        )
    }

    /// The place of the decision among all, the most helpful first.
    private var helpfulness: Int {
        let order: [Decision] = [.answered, .direct, .quoted, .askedBack, .handedOver, .declined, .blocked, .smallTalk]
        return order.firstIndex(of: decision) ?? order.count
    }
}

extension TokenUsage {
    /// Creates the sum of `parts`; nil if there are none.
    fileprivate init?(sumOf parts: [TokenUsage]) {
        guard !parts.isEmpty else { return nil }
        self.init(input: parts.reduce(0) { $0 + $1.input }, output: parts.reduce(0) { $0 + $1.output })
    }
}
