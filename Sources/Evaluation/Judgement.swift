import Answering
import RAGCore

/// The result of the search for a case, and how right it is.
package struct Judgement: Sendable {
    /// The question and its known answer.
    package let `case`: EvaluationCase
    /// The question as it was searched for; nil if it was searched as asked.
    package let standaloneQuestion: String?
    /// The passages found, best first.
    package let passages: [RankedPassage]
    /// The signals that the decision is based on.
    package let evidence: RetrievalEvidence
    /// The stored answer that the customer would be given unchanged; nil if there is none for the question.
    package let direct: SearchHit?
    /// The decision of the policy if there were no stored answer.
    package let decision: AnswerPolicy.Decision
    /// Probability that the documents answer the question by the policy's calibration, 0 to 1.
    package let confidence: Double

    /// Judges the result of a search by `policy`.
    package init(
        _ case: EvaluationCase,
        direct: SearchHit? = nil,
        finding: ConversationSearch.Finding,
        policy: AnswerPolicy
    ) {
        self.case = `case`
        self.direct = direct
        standaloneQuestion = finding.standaloneQuestion
        passages = finding.retrieval.passages
        evidence = finding.retrieval.evidence
        decision = policy.decide(`case`.question, finding.retrieval, after: Conversation(utterances: `case`.history))
        confidence = policy.calibration.confidence(evidence)
    }

    /// Whether the customer would be told that the documents do not answer.
    package var isDeclined: Bool {
        switch decision {
        case .decline, .handOver: direct == nil
        case .answer, .askBack: false
        }
    }

    /// Returns whether the answer is expected in this passage.
    package func isExpected(_ hit: SearchHit) -> Bool {
        (`case`.grades[hit.documentPath] ?? 0) > 0 || `case`.sources.contains { $0.holds(hit) }
    }

    /// Returns the value of `measure`, or nil if it does not apply to this case.
    package func value(of measure: Measure) -> Double? {
        switch measure {
        case .ranking(let metric):
            if !`case`.grades.isEmpty { return metric.value(of: documents, grades: `case`.grades) }
            guard !`case`.sources.isEmpty else { return nil }
            return metric.value(of: places, grades: [Self.expected: 1])
        case .facts(let depth):
            let facts = `case`.facts
            guard !facts.isEmpty else { return nil }
            return Double(facts.count - missingFacts(depth).count) / Double(facts.count)
        case .declined: return `case`.isAnswerable == false ? (isDeclined ? 1 : 0) : nil
        case .answered: return `case`.isAnswerable == true ? (isDeclined ? 0 : 1) : nil
        }
    }

    /// Returns the expected facts that the first `depth` passages do not state.
    package func missingFacts(_ depth: Int) -> [ExpectedFact] {
        let texts = passages.prefix(depth).map { $0.hit.chunk.embeddedText(title: $0.hit.documentTitle) }
        return `case`.facts.filter { fact in !texts.contains(where: fact.isStated) }
    }

    /// The paths of the documents found, ordered by their first passages.
    private var documents: [String] {
        var seen: Set<String> = []
        return passages.map(\.hit.documentPath).filter { seen.insert($0).inserted }
    }

    /// The passages found as identifiers: `expected` for the first one at an expected place, its position for every
    /// other.
    private var places: [String] {
        let first = passages.firstIndex { isExpected($0.hit) }
        return passages.indices.map { $0 == first ? Self.expected : String($0) }
    }

    private static let expected = "expected"
}
