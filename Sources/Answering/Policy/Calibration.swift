import RAGCore

/// The parameters that turn the evidence of a search into a confidence, and the least confidence of an answer.
///
/// There is one logistic regression for each pair of languages of question and passages. A calibration belongs to an
/// embedding model: cosines of unrelated texts are about 0.8 with one model and about 0.1 with another.
package struct Calibration: Sendable, Hashable {
    /// The embedding model that the calibration was fitted for, as `EmbeddingModel.description` gives it; nil for
    /// any.
    package let model: String?
    /// The weights of evidence.
    package let weights: Directions
    /// The weights of evidence without an alignment, or with one of too few passages for a lead; nil if `weights`
    /// were fitted on such evidence.
    package let unaligned: Directions?
    /// The least confidence at which a question is answered, in directions that have none of their own.
    package let minimumConfidence: Double

    /// Creates a calibration from fitted weights.
    package init(model: String?, weights: Directions, unaligned: Directions? = nil, minimumConfidence: Double) {
        self.model = model
        self.weights = weights
        self.unaligned = unaligned
        self.minimumConfidence = minimumConfidence
    }

    /// Returns the probability, 0 to 1, that the documents answer the question; 0 if nothing was found.
    package func confidence(_ evidence: RetrievalEvidence) -> Double {
        guard let top = evidence.topScore else { return 0 }
        return weights(for: evidence).chance(evidence, cosine: top)
    }

    /// Returns the least confidence at which a question with this evidence is answered.
    package func minimumConfidence(for evidence: RetrievalEvidence) -> Double {
        weights(for: evidence).minimumConfidence ?? minimumConfidence
    }

    private func weights(for evidence: RetrievalEvidence) -> Weights {
        // Few passages have no background that the best one could stand out from.
        let directions = evidence.alignmentLead == nil ? unaligned ?? weights : weights
        return directions.weights(for: evidence)
    }
}

extension Calibration: Codable {
    private enum CodingKeys: CodingKey {
        case model, weights, unaligned, minimumConfidence
        // Version 0.4 wrote the directions one by one, with one for both across languages.
        case chinese, english, crossLanguage
    }

    /// Reads a calibration, also one of version 0.4.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let weights: Directions
        if let current = try values.decodeIfPresent(Directions.self, forKey: .weights) {
            weights = current
        } else {
            let across = try values.decode(Weights.self, forKey: .crossLanguage)
            weights = Directions(
                chinese: try values.decode(Weights.self, forKey: .chinese),
                english: try values.decode(Weights.self, forKey: .english),
                chineseAcross: across,
                englishAcross: across
            )
        }
        self.init(
            model: try values.decodeIfPresent(String.self, forKey: .model),
            weights: weights,
            unaligned: try values.decodeIfPresent(Directions.self, forKey: .unaligned),
            minimumConfidence: try values.decode(Double.self, forKey: .minimumConfidence)
        )
    }

    /// Writes a calibration.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encodeIfPresent(model, forKey: .model)
        try values.encode(weights, forKey: .weights)
        try values.encodeIfPresent(unaligned, forKey: .unaligned)
        try values.encode(minimumConfidence, forKey: .minimumConfidence)
    }
}
