import RAGCore

/// A conversation with why each answer came about.
struct AdminSession: Encodable, Sendable {
    struct Remark: Encodable, Sendable {
        let verdict: String
        @Nullable var words: String?
        let created: Int
    }

    struct Turn: Encodable, Sendable {
        let number: Int
        let created: Int
        let question: String
        @Nullable var standaloneQuestion: String?
        let answer: String
        let decision: String
        @Nullable var reason: String?
        @Nullable var team: String?
        @Nullable var language: String?
        /// The numbers that the decision was made from, by name.
        let evidence: [String: Double]
        let findings: [String]
        let timings: [StepTiming]
        @Nullable var model: String?
        @Nullable var usage: TokenUsage?
        @Nullable var cost: Double?
        let isUnanswered: Bool
        let feedback: [Remark]
        let sources: [SourceReply]
        let passages: [FoundPassageReply]
    }

    let id: String
    let object = "session"
    @Nullable var name: String?
    @Nullable var owner: String?
    let created: Int
    let lastUsed: Int
    @Nullable var contact: StoredContactReply?
    let turns: [Turn]

    init(_ session: Session, _ turns: [StoredTurn], contact: Contact?) {
        id = session.id
        name = session.name
        // The visitor's id stays private.
        owner = session.owner.map { String($0.prefix { $0 != "/" }) }
        created = session.began.unixSeconds
        lastUsed = session.lastUsed.unixSeconds
        self.contact = contact.map(StoredContactReply.init)
        self.turns = turns.map(Turn.init)
    }
}

extension AdminSession.Turn {
    fileprivate init(_ turn: StoredTurn) {
        let record = turn.record
        let verdict = turn.feedback.last?.verdict
        self.init(
            number: turn.number,
            created: record.askedAt.unixSeconds,
            question: record.question,
            standaloneQuestion: record.standaloneQuestion,
            answer: record.answer,
            decision: record.decision.name,
            reason: record.decision.reason,
            team: record.decision.team,
            language: record.language?.rawValue,
            evidence: record.decision.evidence,
            findings: record.findings,
            timings: record.timings,
            model: record.model,
            usage: record.usage,
            cost: record.cost,
            isUnanswered: verdict == .bad || record.decision.leavesOpen && verdict != .good,
            feedback: turn.feedback.map {
                AdminSession.Remark(verdict: $0.verdict.rawValue, words: $0.words, created: $0.givenAt.unixSeconds)
            },
            sources: record.sources.map(SourceReply.init),
            passages: record.hits.map(FoundPassageReply.init)
        )
    }
}
