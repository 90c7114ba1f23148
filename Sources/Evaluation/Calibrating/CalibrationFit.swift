import Answering
import RAGCore

/// A calibration fitted to judged questions, so that it separates those that the documents answer from the others.
package struct CalibrationFit: Sendable {
    /// Least number of answerable and of unanswerable questions that a fit needs.
    package static let leastCases = 20
    /// Largest share of the answerable questions that the threshold may decline.
    package static let declinedAnswerable = 0.05
    private static let folds = 5

    /// The calibration fitted to all cases.
    package let calibration: Calibration
    /// The confidences of the cases by regressions that had not seen them (five-fold cross-validation), an estimate
    /// of the quality on other questions.
    package let crossValidated: DecisionCurve

    /// Fits a calibration to the cases that say whether they can be answered. `prior` applies where there are few
    /// cases. Throws `RAGError` (`failed`) if there are fewer than `leastCases` of either kind.
    package init(_ judgements: [Judgement], prior: Calibration, model: EmbeddingModel) throws {
        let cases = judgements.compactMap(Case.init)
        let answerable = cases.count(where: \.isAnswerable)
        guard min(answerable, cases.count - answerable) >= Self.leastCases else {
            throw RAGError(
                .failed,
                "A calibration needs \(Self.leastCases) questions that the documents answer and \(Self.leastCases) that they do not; there are \(answerable) and \(cases.count - answerable)",
                hint: "Add questions from your own log, with answerable yes or no"
            )
        }
        var points: [DecisionCurve.Point] = []
        for fold in 0..<Self.folds {
            let seen = cases.enumerated().filter { $0.offset % Self.folds != fold }.map(\.element)
            let fitted = Self.fit(seen, prior: prior, model: model)
            points += cases.enumerated().filter { $0.offset % Self.folds == fold }.map { _, unseen in
                DecisionCurve.Point(
                    confidence: fitted.confidence(unseen.evidence),
                    isAnswerable: unseen.isAnswerable,
                    kind: unseen.kind
                )
            }
        }
        crossValidated = DecisionCurve(points)
        calibration = Self.fit(cases, prior: prior, model: model)
    }

    /// Fits each direction of language by itself; one with too few cases keeps the weights of `prior`.
    private static func fit(_ cases: [Case], prior: Calibration, model: EmbeddingModel) -> Calibration {
        let isAligned = cases.contains { $0.evidence.alignment != nil }
        var weights = isAligned ? prior.weights : prior.unaligned ?? prior.weights
        fit(&weights.chinese, to: cases.filter { $0.isAsked(in: .chinese, across: false) })
        fit(&weights.english, to: cases.filter { $0.isAsked(in: .english, across: false) })
        fit(&weights.chineseAcross, to: cases.filter { $0.isAsked(in: .chinese, across: true) })
        fit(&weights.englishAcross, to: cases.filter { $0.isAsked(in: .english, across: true) })
        let unaligned = isAligned ? prior.unaligned : nil
        func calibration(_ threshold: Double) -> Calibration {
            Calibration(
                model: model.description,
                weights: weights,
                unaligned: unaligned,
                minimumConfidence: threshold
            )
        }
        let free = calibration(0)
        let chances = cases.filter(\.isAnswerable).map { free.confidence($0.evidence) }.sorted()
        let allowed = Int(Double(chances.count) * declinedAnswerable)
        return calibration(chances.isEmpty ? 0 : chances[min(allowed, chances.count - 1)])
    }

    /// Fits `weights` to `cases` if both kinds are among them.
    private static func fit(_ weights: inout Calibration.Weights, to cases: [Case]) {
        guard hasBoth(cases) else { return }
        let regression = LogisticRegression(
            rows: cases.map(\.features),
            labels: cases.map(\.isAnswerable),
            prior: weights.vector
        )
        weights = Calibration.Weights(vector: regression.weights)
    }

    private static func hasBoth(_ cases: [Case]) -> Bool {
        cases.contains(where: \.isAnswerable) && cases.contains { !$0.isAnswerable }
    }
}

/// A case that says whether it can be answered, and for which something was found.
private struct Case {
    let evidence: RetrievalEvidence
    let isAnswerable: Bool
    let kind: String?

    init?(_ judgement: Judgement) {
        guard let isAnswerable = judgement.case.isAnswerable, judgement.evidence.topScore != nil else { return nil }
        self.isAnswerable = isAnswerable
        evidence = judgement.evidence
        kind = judgement.case.kind
    }

    /// Whether the question is in `language`, and its passages in another one if `across`.
    func isAsked(in language: Language, across: Bool) -> Bool {
        evidence.language == language && evidence.isAcrossLanguages == across
    }

    /// A constant 1 and the parts of the evidence, in the order of `Calibration.Weights`.
    var features: [Double] {
        [
            1, Double(evidence.topScore ?? 0), Double(evidence.coverage ?? 0.5),
            evidence.isAcrossLanguages ? 0.5 : Double(evidence.keywordCoverage ?? 0.5),
            Double(evidence.prominence ?? 0),
            Double(evidence.alignment ?? 0), Double(evidence.alignmentLead ?? 0),
            Double(evidence.innerLead ?? 0), Double(evidence.weakestLead ?? 0),
        ]
    }
}

extension Calibration.Weights {
    fileprivate var vector: [Double] {
        [bias, cosine, coverage, keywordCoverage, prominence, alignment, alignmentLead, innerLead, weakestLead]
    }

    fileprivate init(vector: [Double]) {
        self.init(
            bias: vector[0],
            cosine: vector[1],
            coverage: vector[2],
            keywordCoverage: vector[3],
            prominence: vector[4],
            alignment: vector[5],
            alignmentLead: vector[6],
            innerLead: vector[7],
            weakestLead: vector[8]
        )
    }
}
