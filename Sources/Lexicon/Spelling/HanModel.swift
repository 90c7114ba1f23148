import Foundation

/// How likely a Chinese character is after another one, by the knowledge base and by Chinese in general.
///
/// A bigram model whose counts come from the knowledge base, smoothed (Witten and Bell, "The zero-frequency problem",
/// 1991) by the words of an encoder's vocabulary: they know 怎么 and 什么, which documents seldom contain.
struct HanModel: Sendable {
    private let counts: WordCounts
    private let general: GeneralChinese
    /// The characters that stand behind each Han character, the first of them first.
    private var followers: [(all: Float, different: Float)]

    /// The least weight of Chinese in general, in occurrences of a character.
    private static let leastSmoothing: Float = 5
    /// The share of the single characters' counts in what is expected of a rare pair.
    private static let singles: Float = 0.2
    private static let floor: Float = 1e-9

    init(counts: WordCounts, pieces: [String: Float]) {
        self.counts = counts
        general = GeneralChinese(pieces)
        followers = Array(repeating: (0, 0), count: counts.characters.count)
        for (pair, count) in counts.pairs {
            let first = Int(pair >> 32) - Int(Unicode.Scalar.hanCharacters.lowerBound)
            followers[first].all += Float(count)
            followers[first].different += 1
        }
    }

    /// Returns the natural logarithm of the probability of `character` after `previous`; nil for the start of a run.
    func score(_ character: Unicode.Scalar, after previous: Unicode.Scalar?) -> Float {
        let single = Float(counts.characters[character.hanIndex]) / Float(max(1, counts.characterTotal))
        let expected = (1 - Self.singles) * general.probability(of: character, after: previous) + Self.singles * single
        guard let previous else { return log(expected + Self.floor) }
        let followers = followers[previous.hanIndex]
        let smoothing = max(Self.leastSmoothing, followers.different)
        let pair = Float(counts.count(of: previous, character))
        return log((pair + smoothing * expected) / (followers.all + smoothing) + Self.floor)
    }

    /// Returns whether the knowledge base or Chinese in general has `character` at all.
    func knows(_ character: Unicode.Scalar) -> Bool {
        character.isModernHan && (counts.characters[character.hanIndex] > 0 || general.knows(character))
    }

    /// Returns whether both stand side by side in the knowledge base or in a common word.
    func knows(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
        second.isModernHan && (counts.count(of: first, second) > 0 || general.joins(first, second))
    }
}
