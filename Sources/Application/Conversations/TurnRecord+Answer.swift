import Answering
import Foundation
import Grounding
import RAGCore

extension TurnRecord {
    /// Passages of a search that are stored: those that were shown and some that were not.
    private static let mostHits = 10

    /// Creates the record of an answer that was given just now. `price` is that of its model; nil if it is not known.
    package init(_ answer: Answer, price: TokenPrice?, now: Date = Date()) {
        let trace = answer.trace
        self.init(
            question: answer.question,
            standaloneQuestion: answer.standaloneQuestion,
            language: answer.language,
            askedAt: now.addingTimeInterval(-trace.timings.total),
            hits: trace.passages.prefix(Self.mostHits).map {
                HitRecord(PassageRecord($0.hit), score: $0.hit.score, rankScore: $0.score)
            },
            decision: DecisionRecord(
                answer.decision.rawValue,
                reason: answer.reason?.rawValue,
                leavesOpen: answer.leavesOpen,
                team: answer.team,
                evidence: trace.figures
            ),
            answer: answer.text,
            sources: answer.sources.map(SourceRecord.init),
            findings: trace.uncoveredWords + trace.support.map(\.finding) + trace.withdrawal,
            timings: trace.timings.steps,
            model: answer.model,
            usage: answer.usage,
            cost: answer.model == nil ? nil : answer.usage.flatMap { price?.cost(of: $0) }
        )
    }
}

extension SourceRecord {
    fileprivate init(_ source: Source) {
        self.init(
            number: source.number,
            passage: PassageRecord(
                path: source.path,
                title: source.title,
                heading: source.heading,
                lines: source.lines,
                pages: source.pages,
                url: source.url,
                text: source.passage
            ),
            score: source.score,
            isCited: source.isCited
        )
    }
}

extension Answer {
    /// Whether the customer was left without an answer that documents could give. A customer who asks for a person,
    /// greets or uses a listed word is served.
    fileprivate var leavesOpen: Bool {
        guard parts.isEmpty else { return parts.contains(where: \.leavesOpen) }
        return switch decision {
        case .declined: true
        case .handedOver: reason == .repeatedFailure
        case .answered, .direct, .quoted, .askedBack, .smallTalk, .blocked: false
        }
    }
}

extension AnswerTrace {
    /// One line with the words of the question that no passage says; none if there are no such words.
    fileprivate var uncoveredWords: [String] {
        guard let words = evidence?.uncoveredWords, !words.isEmpty else { return [] }
        return ["no passage says: \(words.joined(separator: ", "))"]
    }

    /// One line with the fault for which the model's text was withdrawn; none if it was not.
    fileprivate var withdrawal: [String] { fault.map { ["withdrawn: \($0.rawValue)"] } ?? [] }

    /// The figures that the decision is made from, by name.
    fileprivate var figures: [String: Double] {
        let scores: [String: Float?] = [
            "topScore": evidence?.topScore, "coverage": evidence?.coverage,
            "keywordCoverage": evidence?.keywordCoverage,
            "prominence": evidence?.prominence, "alignment": evidence?.alignment,
            "alignmentLead": evidence?.alignmentLead, "innerLead": evidence?.innerLead,
            "weakestLead": evidence?.weakestLead,
        ]
        var figures = scores.compactMapValues { $0.map(Double.init) }
        figures["confidence"] = confidence
        return figures
    }
}

extension SentenceSupport {
    /// One line, such as `unsupported: 20 天 (number): 退货期是 20 天。`
    fileprivate var finding: String {
        let what = missing.map { "\($0.text) (\($0.kind.rawValue))" }.joined(separator: ", ")
        return "\(verdict.rawValue): \(what): \(words)"
    }
}

extension AnswerTimings {
    fileprivate var steps: [StepTiming] {
        [("search", search), ("quote", quote), ("first word", firstWord), ("total", total)].compactMap {
            step,
            seconds in
            seconds.map { StepTiming(step, milliseconds: ($0 * 10_000).rounded() / 10) }
        }
    }
}

extension Conversation {
    /// Creates the conversation of a session that is resumed, from its last turns and its summary.
    init(resuming turns: [StoredTurn], summary: ConversationSummary?) {
        self.init(
            turns: turns.map { turn in
                Turn(
                    number: turn.number,
                    question: turn.record.question,
                    standaloneQuestion: turn.record.standaloneQuestion,
                    answer: turn.record.answer,
                    // A decision that a later version has stored is not known to this one.
                    decision: Answer.Decision(rawValue: turn.record.decision.name) ?? .answered
                )
            },
            summary: summary
        )
    }
}
