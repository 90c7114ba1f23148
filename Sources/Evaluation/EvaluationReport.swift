import Answering
import RAGCore

/// A run as machines read it: what was measured, and for each question what it rests on.
package struct EvaluationReport: Sendable, Encodable {
    /// What was judged.
    package struct Subject: Sendable, Encodable {
        package let cases: String
        package let configuration: String
        package let model: String
        /// In the index.
        package let documents: Int
        package let chunks: Int

        package init(cases: String, configuration: String, model: String, documents: Int, chunks: Int) {
            self.cases = cases
            self.configuration = configuration
            self.model = model
            self.documents = documents
            self.chunks = chunks
        }
    }

    package let subject: Subject
    package let questions: Int
    /// By name of the measure.
    package let metrics: [String: Estimate]
    /// The same for the questions of each language and kind.
    package let groups: [String: [String: Estimate]]
    let results: [Result]

    package init(_ subject: Subject, _ run: EvaluationRun, measures: [Measure]) {
        func metrics(of run: EvaluationRun) -> [String: Estimate] {
            measures.reduce(into: [:]) { $0[$1.description] = run.estimate(of: $1) }
        }
        self.subject = subject
        questions = run.judgements.count
        self.metrics = metrics(of: run)
        groups = Dictionary(uniqueKeysWithValues: run.groups.map { ($0.name, metrics(of: $0.run)) })
        results = run.judgements.map { Result($0, measures: measures) }
    }

    /// A question, and everything that its values and the decision to answer rest on.
    struct Result: Sendable, Encodable {
        let id: String
        let question: String
        let standaloneQuestion: String?
        let kind: String?
        let language: Language?
        let isAnswerable: Bool?
        let isDeclined: Bool
        let isAskedBack: Bool
        /// The stored question whose answer would be given as it stands.
        let directQuestion: String?
        let confidence: Double
        let evidence: RetrievalEvidence
        let values: [String: Double]
        /// Expected facts that none of the passages below holds.
        let missingFacts: [String]
        /// Best first.
        let passages: [Passage]

        private static let shown = 10

        init(_ judgement: Judgement, measures: [Measure]) {
            id = judgement.case.id
            question = judgement.case.question
            standaloneQuestion = judgement.standaloneQuestion
            kind = judgement.case.kind
            language = judgement.case.language
            isAnswerable = judgement.case.isAnswerable
            isDeclined = judgement.isDeclined
            if case .askBack = judgement.decision { isAskedBack = judgement.direct == nil } else { isAskedBack = false }
            directQuestion = judgement.direct?.chunk.question
            confidence = judgement.confidence
            evidence = judgement.evidence
            values = measures.reduce(into: [:]) { $0[$1.description] = judgement.value(of: $1) }
            missingFacts = judgement.missingFacts(Self.shown).map(\.description)
            passages = judgement.passages.prefix(Self.shown).map {
                Passage($0, isExpected: judgement.isExpected($0.hit))
            }
        }
    }

    /// A passage found. Its text is in the index.
    struct Passage: Sendable, Encodable {
        let path: String
        let heading: String
        let line: Int
        let score: Float
        let cosine: Float
        let vectorRank: Int?
        let keywordRank: Int?
        /// Whether it is where the answer is expected.
        let isExpected: Bool

        init(_ passage: RankedPassage, isExpected: Bool) {
            path = passage.hit.documentPath
            heading = passage.hit.chunk.heading(title: passage.hit.documentTitle)
            line = passage.hit.chunk.lines.lowerBound
            score = passage.score
            cosine = passage.hit.score
            vectorRank = passage.vectorRank
            keywordRank = passage.keywordRank
            self.isExpected = isExpected
        }
    }

    private enum Key: CodingKey {
        case cases, configuration, model, documents, chunks, questions, metrics, groups, results
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(subject.cases, forKey: .cases)
        try container.encode(subject.configuration, forKey: .configuration)
        try container.encode(subject.model, forKey: .model)
        try container.encode(subject.documents, forKey: .documents)
        try container.encode(subject.chunks, forKey: .chunks)
        try container.encode(questions, forKey: .questions)
        try container.encode(metrics, forKey: .metrics)
        try container.encode(groups, forKey: .groups)
        try container.encode(results, forKey: .results)
    }
}
