import Foundation

/// The probabilities of Chinese characters and of their pairs inside words, from the pieces of a SentencePiece
/// vocabulary (Kudo 2018, https://arxiv.org/abs/1804.10959).
struct GeneralChinese: Sendable {
    private var starts: [Unicode.Scalar: Float] = [:]
    private var ends: [Unicode.Scalar: Float] = [:]
    private var totals: [Unicode.Scalar: Float] = [:]
    private var pairs: [UInt64: Float] = [:]
    private var startTotal: Float = 0

    /// Adds up the pieces that consist of Han characters. The values are natural logarithms of probabilities.
    init(_ pieces: [String: Float]) {
        for (piece, score) in pieces {
            let characters = Array(piece.foldingScript().unicodeScalars)
            guard let first = characters.first, let last = characters.last, characters.allSatisfy(\.isHan) else {
                continue
            }
            let probability = exp(score)
            starts[first, default: 0] += probability
            ends[last, default: 0] += probability
            startTotal += probability
            for character in characters { totals[character, default: 0] += probability }
            for (first, second) in zip(characters, characters.dropFirst()) {
                pairs[Self.key(first, second), default: 0] += probability
            }
        }
    }

    /// Returns the probability of `character` after `previous`: inside a word, or as the start of the next one.
    func probability(of character: Unicode.Scalar, after previous: Unicode.Scalar?) -> Float {
        let start = startTotal > 0 ? (starts[character] ?? 0) / startTotal : 0
        guard let previous, let total = totals[previous] else { return start }
        return ((pairs[Self.key(previous, character)] ?? 0) + (ends[previous] ?? 0) * start) / total
    }

    /// Returns whether a piece contains `character`.
    func knows(_ character: Unicode.Scalar) -> Bool { totals[character] != nil }

    /// Returns whether a piece contains `first` and `second` side by side.
    func joins(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool { pairs[Self.key(first, second)] != nil }

    private static func key(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt64 {
        UInt64(first.value) << 32 | UInt64(second.value)
    }
}
