import Foundation

/// How likely a Chinese character is after another one, by the knowledge base and by Chinese in general.
///
/// A bigram model whose counts come from the knowledge base, smoothed (Witten and Bell, "The zero-frequency problem",
/// 1991) by the words of an encoder's vocabulary: they know 怎么 and 什么, which documents seldom contain.
struct HanModel: Sendable {
    private let counts: WordCounts
    private let general: GeneralChinese

    /// The least weight of Chinese in general, in occurrences of a character.
    private static let leastSmoothing: Float = 5
    /// The share of the single characters' counts in what is expected of a rare pair.
    private static let singles: Float = 0.2
    private static let floor: Float = 1e-9

    init(counts: WordCounts, pieces: [String: Float]) {
        self.counts = counts
        general = GeneralChinese(pieces)
    }

    /// Returns the natural logarithm of the probability of `character` after `previous`; nil for the start of a run.
    func score(_ character: Unicode.Scalar, after previous: Unicode.Scalar?) -> Float {
        let single = Float(counts.count(of: character)) / Float(max(1, counts.characterTotal))
        let expected = (1 - Self.singles) * general.probability(of: character, after: previous) + Self.singles * single
        let pair = previous.map { Float(counts.count(of: $0, character)) } ?? 0
        let followers = previous.map(counts.followers) ?? (all: 0, different: 0)
        let smoothing = max(Self.leastSmoothing, Float(followers.different))
        return log((pair + smoothing * expected) / (Float(followers.all) + smoothing) + Self.floor)
    }

    /// Returns whether the knowledge base or Chinese in general has `character` at all.
    func knows(_ character: Unicode.Scalar) -> Bool {
        counts.count(of: character) > 0 || general.knows(character)
    }

    /// Returns whether both stand side by side in the knowledge base or in a common word.
    func knows(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
        counts.count(of: first, second) > 0 || general.joins(first, second)
    }
}
