import RAGCore

extension Calibration {
    /// Returns the calibration for `model`: a fitted one if there is one, else one that does not depend on the scale of
    /// the model's cosines.
    package static func suiting(_ model: EmbeddingModel) -> Calibration {
        model.name.hasPrefix("multilingual-e5-small") ? .multilingualE5Small : .unknown
    }

    /// Fitted on XQuAD with articles and paragraphs withheld and on the Debian FAQ with questions about other subjects,
    /// in each direction, and within a language on the questions to the sample. The confidence is the probability for
    /// questions of which about half are answered. At the threshold of each direction about 5% of the answerable ones
    /// are declined.
    private static let multilingualE5Small = Calibration(
        model: nil,
        weights: Directions(
            chinese: Weights(
                bias: -45.89,
                cosine: 44.75,
                keywordCoverage: 2.96,
                alignment: 8.39,
                alignmentLead: 1.24,
                innerLead: 5.62,
                weakestLead: 0.04,
                minimumConfidence: 0.28
            ),
            english: Weights(
                bias: -41.12,
                cosine: 40.33,
                keywordCoverage: 3.05,
                alignment: 7.71,
                alignmentLead: 2.82,
                innerLead: 4.99,
                weakestLead: 0.25,
                minimumConfidence: 0.36
            ),
            chineseAcross: Weights(
                bias: -39.60,
                cosine: 40.54,
                alignment: 15.08,
                alignmentLead: 1.08,
                innerLead: 10.31,
                weakestLead: 0.40,
                minimumConfidence: 0.15
            ),
            englishAcross: Weights(
                bias: -21.68,
                cosine: 17.06,
                alignment: 18.01,
                alignmentLead: 1.26,
                innerLead: 5.89,
                weakestLead: 0.72,
                minimumConfidence: 0.12
            )
        ),
        unaligned: Directions(
            chinese: Weights(bias: -44.43, cosine: 48.076, coverage: 4.133, keywordCoverage: 2.479),
            english: Weights(bias: -43.73, cosine: 48.076, coverage: 4.133, keywordCoverage: 2.479),
            chineseAcross: Weights(bias: -18.1, cosine: 19.416, prominence: 0.625),
            englishAcross: Weights(bias: -18.1, cosine: 19.416, prominence: 0.625)
        ),
        minimumConfidence: 0.3
    )

    /// For models that were not measured. With an alignment the decision is made without the cosine. Otherwise only
    /// clearly unrelated questions are declined, and the completion model decides on the rest.
    private static let unknown: Calibration = {
        let cautious = Weights(bias: -5.85, cosine: 20, coverage: 1)
        return Calibration(
            model: nil,
            weights: Directions(
                chinese: Weights(
                    bias: -10.04,
                    keywordCoverage: 3.26,
                    alignment: 15.88,
                    alignmentLead: 1.61,
                    innerLead: 5.48,
                    weakestLead: 0.05,
                    minimumConfidence: 0.23
                ),
                english: Weights(
                    bias: -10.75,
                    keywordCoverage: 3.79,
                    alignment: 14.75,
                    alignmentLead: 3.20,
                    innerLead: 5.08,
                    weakestLead: 0.21,
                    minimumConfidence: 0.22
                ),
                chineseAcross: Weights(
                    bias: -10.69,
                    alignment: 23.48,
                    alignmentLead: 0.36,
                    innerLead: 9.36,
                    weakestLead: 0.36,
                    minimumConfidence: 0.17
                ),
                englishAcross: Weights(
                    bias: -9.86,
                    alignment: 21.55,
                    alignmentLead: 1.60,
                    innerLead: 6.93,
                    weakestLead: 0.58,
                    minimumConfidence: 0.13
                )
            ),
            unaligned: Directions(
                chinese: cautious,
                english: cautious,
                chineseAcross: cautious,
                englishAcross: cautious
            ),
            minimumConfidence: 0.3
        )
    }()
}
