import Answering
import RAGCore

/// What the search found for a case, and how right it is.
package struct Judgement: Sendable {
    package let `case`: EvaluationCase
    /// The question as it was searched for; nil where it stood alone.
    package let standaloneQuestion: String?
    /// Best first.
    package let passages: [RankedPassage]
    package let evidence: RetrievalEvidence
    /// The stored answer that the customer would be given as it stands; nil where there is none for the question.
    package let direct: SearchHit?
    /// What the question would lead to without it.
    package let decision: AnswerPolicy.Decision
    /// Chance, 0 to 1, that the documents answer, as the policy sees it.
    package let confidence: Double

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

    /// Whether the customer would be told that the documents do not say.
    package var isDeclined: Bool {
        switch decision {
        case .decline, .handOver: direct == nil
        case .answer, .askBack: false
        }
    }

    /// Whether a passage is where the answer is expected.
    package func isExpected(_ hit: SearchHit) -> Bool {
        (`case`.grades[hit.documentPath] ?? 0) > 0 || `case`.sources.contains { $0.holds(hit) }
    }

    /// The value of `measure`; nil where it says nothing of this case.
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

    /// The facts that the first `depth` passages do not hold.
    package func missingFacts(_ depth: Int) -> [ExpectedFact] {
        let texts = passages.prefix(depth).map { $0.hit.chunk.embeddedText(title: $0.hit.documentTitle) }
        return `case`.facts.filter { fact in !texts.contains(where: fact.isStated) }
    }

    /// The paths of the documents found, each where its first passage stands.
    private var documents: [String] {
        var seen: Set<String> = []
        return passages.map(\.hit.documentPath).filter { seen.insert($0).inserted }
    }

    /// The passages found, the first that is where it should be marked as such; the others of them count as others do.
    private var places: [String] {
        let first = passages.firstIndex { isExpected($0.hit) }
        return passages.indices.map { $0 == first ? Self.expected : String($0) }
    }

    private static let expected = "expected"
}
