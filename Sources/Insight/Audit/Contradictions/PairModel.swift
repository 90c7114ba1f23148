import Foundation

/// The chance that two statements which differ are about the same thing.
///
/// A logistic regression in the words of `StatementPair`. Its weights were fitted with scikit-learn (L2, C = 1) on the
/// 185 planted contradictions of one language in `Tests/Fixtures/audit-dev` against all other differing pairs there and
/// in the sample knowledge base, and rounded to two digits.
enum PairModel {
    /// The least chance from which a pair is a contradiction. Few pairs say yes and no with the same words, so less is
    /// needed there.
    static func leastChance(_ pair: StatementPair) -> Double { pair.isYesOrNo ? 0.33 : 0.4 }

    /// Returns the chance, 0 to 1, that the statements of `pair`, of one language, are about the same thing. `cosine`
    /// is
    /// that of the texts without their values.
    static func chance(_ pair: StatementPair, cosine: Double) -> Double {
        let values = pair.isYesOrNo ? 0 : -1.6 * pair.ratio + (pair.hasZero ? 2.9 : 0)
        return 1 / (1 + exp(-(fit(pair, cosine: cosine) + values)))
    }

    /// Returns how well the statements of `pair` fit by what they are about, whatever their values are. The greater,
    /// the
    /// better.
    static func fit(_ pair: StatementPair, cosine: Double) -> Double {
        guard !pair.isForeign else { return cosine }
        let apart = pair.isApart ? 1.0 : 0
        let inOneDocument = pair.isInOneDocument ? 1.0 : 0
        return pair.isYesOrNo
            ? -14 + 8.8 * cosine + 7.4 * pair.common - 1.1 * apart - 3.1 * inOneDocument
            : -19.3 + 19.8 * cosine + 5 * pair.common - 3.1 * apart - 4.2 * inOneDocument
    }

    /// Whether vectors can make a contradiction of `pair`. The fewer words texts have in common, the lower is their
    /// cosine.
    static func mayContradict(_ pair: StatementPair) -> Bool {
        pair.isForeign ? !pair.isApart : chance(pair, cosine: 0.95 + 0.04 * pair.common) >= leastChance(pair)
    }

    /// Returns how near the statements of `pair`, of two languages, are: their cosine without the mean of each
    /// language,
    /// lower for values that are far from each other. Their words cannot be compared.
    static func foreignScore(_ pair: StatementPair, cosine: Double) -> Double { cosine - 0.1 * pair.ratio }
}

/// A pair with its score: a chance, or for two languages a cosine.
struct ScoredPair: Sendable {
    let pair: StatementPair
    let score: Double
    /// How well the statements fit by what they are about alone.
    let fit: Double

    private static let leastForeignScore = 0.15
    private static let leastForeignYesOrNo = 0.45

    /// Scores `pair` by the cosine of what its statements are about.
    init(_ pair: StatementPair, cosine: Double) {
        self.pair = pair
        score =
            pair.isForeign
            ? PairModel.foreignScore(pair, cosine: cosine) : PairModel.chance(pair, cosine: cosine)
        fit = PairModel.fit(pair, cosine: cosine)
    }

    /// Whether the two contradict each other, unless another statement fits better.
    var isContradiction: Bool {
        guard pair.differs else { return false }
        guard pair.isForeign else { return score >= PairModel.leastChance(pair) }
        return !pair.isApart && score >= (pair.isYesOrNo ? Self.leastForeignYesOrNo : Self.leastForeignScore)
    }
}
