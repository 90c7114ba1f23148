import Foundation

/// The probabilities of Chinese characters and of their pairs inside words, from the pieces of a SentencePiece
/// vocabulary (Kudo 2018, https://arxiv.org/abs/1804.10959).
struct GeneralChinese: Sendable {
    /// The probabilities that a Han character begins a piece, ends one, and occurs; the first character first.
    private var characters: [(start: Float, end: Float, total: Float)]
    private var pairs: [UInt64: Float] = [:]
    private var startTotal: Float = 0

    /// Adds up the pieces that consist of Han characters. The values are natural logarithms of probabilities.
    init(_ pieces: [String: Float]) {
        characters = Array(repeating: (0, 0, 0), count: Unicode.Scalar.hanCharacters.count)
        for (piece, score) in pieces {
            let scalars = Array(piece.foldingScript().unicodeScalars)
            guard let first = scalars.first, let last = scalars.last, scalars.allSatisfy(\.isModernHan) else {
                continue
            }
            let probability = exp(score)
            characters[first.hanIndex].start += probability
            characters[last.hanIndex].end += probability
            startTotal += probability
            for scalar in scalars { characters[scalar.hanIndex].total += probability }
            for (first, second) in zip(scalars, scalars.dropFirst()) {
                pairs[WordCounts.key(first, second), default: 0] += probability
            }
        }
    }

    /// Returns the probability of `character` after `previous`: inside a word, or as the start of the next one.
    func probability(of character: Unicode.Scalar, after previous: Unicode.Scalar?) -> Float {
        let start = startTotal > 0 ? characters[character.hanIndex].start / startTotal : 0
        guard let previous = previous.map({ (scalar: $0, counts: characters[$0.hanIndex]) }),
            previous.counts.total > 0
        else { return start }
        let pair = pairs[WordCounts.key(previous.scalar, character)] ?? 0
        return (pair + previous.counts.end * start) / previous.counts.total
    }

    /// Returns whether a piece contains `character`, which is a Han character.
    func knows(_ character: Unicode.Scalar) -> Bool { characters[character.hanIndex].total > 0 }

    /// Returns whether a piece contains `first` and `second` side by side.
    func joins(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
        pairs[WordCounts.key(first, second)] != nil
    }
}
