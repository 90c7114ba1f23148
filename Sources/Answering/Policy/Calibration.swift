import Foundation
import RAGCore

/// The parameters that turn the evidence of a search into a confidence, and the least confidence of an answer.
///
/// There is one logistic regression for each language of the question and one for passages in another language. A
/// calibration belongs to an embedding model: cosines of unrelated texts are about 0.8 with one model and about 0.1
/// with another.
package struct Calibration: Sendable, Hashable, Codable {
    /// The coefficients of a logistic regression over the evidence. Each part adds to the log odds.
    package struct Weights: Sendable, Hashable, Codable {
        /// The constant term.
        package var bias: Double
        /// The coefficient of the best cosine.
        package var cosine: Double
        /// The coefficient of `RetrievalEvidence.coverage`.
        package var coverage: Double
        /// The coefficient of `RetrievalEvidence.keywordCoverage`.
        package var keywordCoverage: Double
        /// The coefficient of `RetrievalEvidence.prominence`.
        package var prominence: Double
        /// The coefficient of `RetrievalEvidence.alignment`.
        package var alignment: Double
        /// The coefficient of `RetrievalEvidence.alignmentLead`.
        package var alignmentLead: Double

        /// Creates weights. A part with the coefficient 0 is ignored.
        package init(
            bias: Double,
            cosine: Double,
            coverage: Double = 0,
            keywordCoverage: Double = 0,
            prominence: Double = 0,
            alignment: Double = 0,
            alignmentLead: Double = 0
        ) {
            self.bias = bias
            self.cosine = cosine
            self.coverage = coverage
            self.keywordCoverage = keywordCoverage
            self.prominence = prominence
            self.alignment = alignment
            self.alignmentLead = alignmentLead
        }

        /// Reads weights. Those that an older version did not write are 0.
        package init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            func value(_ key: CodingKeys) throws -> Double { try values.decodeIfPresent(Double.self, forKey: key) ?? 0 }
            bias = try values.decode(Double.self, forKey: .bias)
            cosine = try values.decode(Double.self, forKey: .cosine)
            coverage = try value(.coverage)
            keywordCoverage = try value(.keywordCoverage)
            prominence = try value(.prominence)
            alignment = try value(.alignment)
            alignmentLead = try value(.alignmentLead)
        }

        /// Returns the probability, 0 to 1, for `evidence` with the best cosine `top`.
        func chance(_ evidence: RetrievalEvidence, cosine top: Float) -> Double {
            // A part that is unknown counts as half.
            let logOdds =
                bias + cosine * Double(top) + coverage * Double(evidence.coverage ?? 0.5)
                + keywordCoverage * Double(evidence.keywordCoverage ?? 0.5)
                + prominence * Double(evidence.prominence ?? 0)
                + alignment * Double(evidence.alignment ?? 0)
                + alignmentLead * Double(evidence.alignmentLead ?? 0)
            return 1 / (1 + exp(-logOdds))
        }
    }

    /// The embedding model that the calibration was fitted for, as `EmbeddingModel.description` gives it; nil for
    /// any.
    package let model: String?
    /// The weights for Chinese questions with Chinese passages.
    package let chinese: Weights
    /// The weights for English questions with English passages.
    package let english: Weights
    /// The weights for questions whose passages are in another language, so that no words can be compared.
    package let crossLanguage: Weights
    /// The least confidence at which a question is answered.
    package let minimumConfidence: Double

    /// Creates a calibration from fitted weights.
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

    /// Returns the probability, 0 to 1, that the documents answer the question; 0 if nothing was found.
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

    /// Returns the calibration for `model`: a fitted one if there is one, else a cautious default.
    package static func suiting(_ model: EmbeddingModel) -> Calibration {
        model.name.hasPrefix("multilingual-e5-small") ? .multilingualE5Small : .unknown
    }

    /// Fitted on XQuAD with articles and paragraphs withheld and on the sample questions, half of them answerable. At
    /// this threshold 3 to 4% of the answerable questions are declined, over 90% of those about missing articles or
    /// other subjects, and 21 to 73% of those about a missing paragraph or detail.
    private static let multilingualE5Small = Calibration(
        model: nil,
        chinese: Weights(bias: -44.97, cosine: 48.076, coverage: 4.133, keywordCoverage: 2.479),
        english: Weights(bias: -44.266, cosine: 48.076, coverage: 4.133, keywordCoverage: 2.479),
        crossLanguage: Weights(bias: -18.64, cosine: 19.416, prominence: 0.625),
        minimumConfidence: 0.2
    )

    /// For models that were not measured. Only clearly unrelated questions are declined; the completion model decides
    /// on the rest.
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
