import Foundation

extension Calibration {
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
        /// The coefficient of `RetrievalEvidence.innerLead`.
        package var innerLead: Double
        /// The coefficient of `RetrievalEvidence.weakestLead`.
        package var weakestLead: Double
        /// The least confidence at which a question in this direction is answered; nil for that of the calibration. A
        /// probability that is right is not equally high in each direction where one answerable question in twenty is
        /// lost.
        package var minimumConfidence: Double?

        /// Creates weights. A part with the coefficient 0 is ignored.
        package init(
            bias: Double,
            cosine: Double = 0,
            coverage: Double = 0,
            keywordCoverage: Double = 0,
            prominence: Double = 0,
            alignment: Double = 0,
            alignmentLead: Double = 0,
            innerLead: Double = 0,
            weakestLead: Double = 0,
            minimumConfidence: Double? = nil
        ) {
            self.bias = bias
            self.cosine = cosine
            self.coverage = coverage
            self.keywordCoverage = keywordCoverage
            self.prominence = prominence
            self.alignment = alignment
            self.alignmentLead = alignmentLead
            self.innerLead = innerLead
            self.weakestLead = weakestLead
            self.minimumConfidence = minimumConfidence
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
            innerLead = try value(.innerLead)
            weakestLead = try value(.weakestLead)
            minimumConfidence = try values.decodeIfPresent(Double.self, forKey: .minimumConfidence)
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
                + innerLead * Double(evidence.innerLead ?? 0)
                + weakestLead * Double(evidence.weakestLead ?? 0)
            return 1 / (1 + exp(-logOdds))
        }
    }

    /// The weights for each pair of languages of a question and its passages.
    package struct Directions: Sendable, Hashable, Codable {
        /// Chinese questions with Chinese passages.
        package var chinese: Weights
        /// English questions with English passages.
        package var english: Weights
        /// Chinese questions with passages in another language, so that no words can be compared.
        package var chineseAcross: Weights
        /// English questions with passages in another language.
        package var englishAcross: Weights

        /// Creates the weights of all directions.
        package init(chinese: Weights, english: Weights, chineseAcross: Weights, englishAcross: Weights) {
            self.chinese = chinese
            self.english = english
            self.chineseAcross = chineseAcross
            self.englishAcross = englishAcross
        }

        /// Returns the weights for `evidence`. A question without a language counts as English across languages.
        func weights(for evidence: RetrievalEvidence) -> Weights {
            switch (evidence.language, evidence.isAcrossLanguages) {
            case (.chinese, false): chinese
            case (.chinese, true): chineseAcross
            case (.english, false): english
            case (.english, true), (nil, _): englishAcross
            }
        }
    }
}

extension RetrievalEvidence {
    /// Whether question and passages are in different languages, so that words cannot be compared.
    package var isAcrossLanguages: Bool { coverage == nil }
}
