import Answering
import RAGCore

/// A run as JSON: the measures, and for each question the data behind its values.
package struct EvaluationReport: Sendable, Encodable {
    /// The cases and the configuration that were judged.
    package struct Subject: Sendable, Encodable {
        /// Name of the set of cases.
        package let cases: String
        /// Name of the configuration.
        package let configuration: String
        /// Description of the embedding model.
        package let model: String
        /// Number of documents in the index.
        package let documents: Int
        /// Number of chunks in the index.
        package let chunks: Int

        /// Creates a subject from its parts.
        package init(cases: String, configuration: String, model: String, documents: Int, chunks: Int) {
            self.cases = cases
            self.configuration = configuration
            self.model = model
            self.documents = documents
            self.chunks = chunks
        }
    }

    /// The cases and the configuration that were judged.
    package let subject: Subject
    /// Number of questions.
    package let questions: Int
    /// Estimates by the name of their measure.
    package let metrics: [String: Estimate]
    /// The same for the questions of each language and kind.
    package let groups: [String: [String: Estimate]]
    let results: [Result]

    /// Creates the report of `run` by `measures`.
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

    /// A question with the data that its values and the decision to answer are based on.
    struct Result: Sendable, Encodable {
        let id: String
        let question: String
        let standaloneQuestion: String?
        let kind: String?
        let language: Language?
        let isAnswerable: Bool?
        let isDeclined: Bool
        let isAskedBack: Bool
        /// The stored question whose answer would be given unchanged.
        let directQuestion: String?
        let confidence: Double
        let evidence: RetrievalEvidence
        let values: [String: Double]
        /// Expected facts that none of the passages below states.
        let missingFacts: [String]
        /// The first passages, best first.
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

    /// A passage that was found, without its text.
    struct Passage: Sendable, Encodable {
        let path: String
        let heading: String
        let line: Int
        let score: Float
        let cosine: Float
        let vectorRank: Int?
        let keywordRank: Int?
        /// Whether the answer is expected here.
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

    /// Encodes the report with the members of the subject at its top level.
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
