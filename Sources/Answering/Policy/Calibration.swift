import Foundation
import RAGCore

/// What turns the evidence of a search into a chance that the documents answer: one logistic regression for each language of
/// the question, one for passages in another language than it, and the chance that suffices.
///
/// It belongs to an embedding model: cosines of unrelated texts lie about .8 with one and about .1 with another.
package struct Calibration: Sendable, Hashable, Codable {
    /// A logistic regression over the evidence: what each part adds to the log odds.
    package struct Weights: Sendable, Hashable, Codable {
        package var bias: Double
        package var cosine: Double
        package var coverage: Double
        package var keywordCoverage: Double
        package var prominence: Double

        package init(
            bias: Double,
            cosine: Double,
            coverage: Double = 0,
            keywordCoverage: Double = 0,
            prominence: Double = 0
        ) {
            self.bias = bias
            self.cosine = cosine
            self.coverage = coverage
            self.keywordCoverage = keywordCoverage
            self.prominence = prominence
        }

        /// The chance, 0 to 1.
        func chance(_ evidence: RetrievalEvidence, cosine top: Float) -> Double {
            // A part that says nothing counts as half.
            let logOdds =
                bias + cosine * Double(top) + coverage * Double(evidence.coverage ?? 0.5)
                + keywordCoverage * Double(evidence.keywordCoverage ?? 0.5)
                + prominence * Double(evidence.prominence ?? 0)
            return 1 / (1 + exp(-logOdds))
        }
    }

    /// The embedding model that it holds for, as `EmbeddingModel.description` gives it; nil for any.
    package let model: String?
    package let chinese: Weights
    package let english: Weights
    /// For questions whose passages are in another language, so that no words can be compared.
    package let crossLanguage: Weights
    /// Least chance at which a question is answered.
    package let minimumConfidence: Double

    package init(
        model: String?,
        chinese: Weights,
        english: Weights,
        crossLanguage: Weights,
        minimumConfidence: Double
    ) {
        self.model = model
        self.chinese = chinese
        self.english = english
        self.crossLanguage = crossLanguage
        self.minimumConfidence = minimumConfidence
    }

    /// Chance, 0 to 1, that the documents answer the question; 0 where nothing was found.
    package func confidence(_ evidence: RetrievalEvidence) -> Double {
        guard let top = evidence.topScore else { return 0 }
        let weights: Weights
        switch evidence.language {
        case .chinese where evidence.coverage != nil: weights = chinese
        case .english where evidence.coverage != nil: weights = english
        case .chinese, .english, nil: weights = crossLanguage
        }
        return weights.chance(evidence, cosine: top)
    }

    /// The calibration that suits `model`.
    package static func suiting(_ model: EmbeddingModel) -> Calibration {
        model.name.hasPrefix("multilingual-e5-small") ? .multilingualE5Small : .unknown
    }

    /// Fitted on XQuAD with articles and paragraphs withheld and on the sample questions, half answerable each. At this
    /// threshold 3 to 4% of the answerable are declined, over 90% of those about missing articles or other matters
    /// altogether, and 21 to 73% of those about a missing paragraph or detail.
    private static let multilingualE5Small = Calibration(
        model: nil,
        chinese: Weights(bias: -44.97, cosine: 48.076, coverage: 4.133, keywordCoverage: 2.479),
        english: Weights(bias: -44.266, cosine: 48.076, coverage: 4.133, keywordCoverage: 2.479),
        crossLanguage: Weights(bias: -18.64, cosine: 19.416, prominence: 0.625),
        minimumConfidence: 0.2
    )

    /// For models that were not measured: only what is plainly unrelated is declined, and the completion model says the rest.
    private static let unknown: Calibration = {
        let weights = Weights(bias: -5, cosine: 20, coverage: 1)
        return Calibration(
            model: nil,
            chinese: weights,
            english: weights,
            crossLanguage: weights,
            minimumConfidence: 0.5
        )
    }()
}
