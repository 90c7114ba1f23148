import RAGCore

extension Calibration {
    /// Returns the calibration for `model`: a fitted one if there is one, else one that does not depend on the scale of
    /// the model's cosines.
    package static func suiting(_ model: EmbeddingModel) -> Calibration {
        model.name.hasPrefix("multilingual-e5-small") ? .multilingualE5Small : .unknown
    }

    /// Fitted on XQuAD with articles and paragraphs withheld and on the Debian FAQ with questions about other subjects,
    /// in each direction. At this threshold about 5% of the answerable questions are declined.
    private static let multilingualE5Small = Calibration(
        model: nil,
        weights: Directions(
            chinese: Weights(
                bias: -26.60,
                cosine: 24.99,
                coverage: 2.09,
                keywordCoverage: 3.21,
                alignment: 5.38,
                alignmentLead: 1.33
            ),
            english: Weights(
                bias: -24.23,
                cosine: 21.69,
                coverage: 1.62,
                keywordCoverage: 2.69,
                alignment: 6.03,
                alignmentLead: 2.33
            ),
            chineseAcross: Weights(bias: -29.69, cosine: 30.64, alignment: 13.61, alignmentLead: 5.69),
            englishAcross: Weights(bias: -15.10, cosine: 11.02, prominence: 0.13, alignment: 15.94, alignmentLead: 4.92)
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
                    bias: -6.15,
                    coverage: 2.51,
                    keywordCoverage: 3.18,
                    alignment: 7.93,
                    alignmentLead: 1.69
                ),
                english: Weights(
                    bias: -7.83,
                    coverage: 1.86,
                    keywordCoverage: 2.97,
                    alignment: 8.78,
                    alignmentLead: 2.62
                ),
                chineseAcross: Weights(bias: -7.58, alignment: 18.64, alignmentLead: 5.03),
                englishAcross: Weights(bias: -6.98, alignment: 17.75, alignmentLead: 6.63)
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
