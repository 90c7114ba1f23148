import Lexicon

/// Chinese words with their probabilities, taken from the pieces of a SentencePiece vocabulary (Kudo 2018,
/// https://arxiv.org/abs/1804.10959).
///
/// Such a vocabulary has whole words, but also pieces such as `的问题` and `一个人`, which are frequent and no
/// words. A piece is a word if it is far more likely than its parts one after another, that is, if its parts belong
/// together.
package struct ChineseLexicon: Sendable {
    /// The natural logarithms of the probabilities of words and single characters.
    private let scores: [HanWord: Float]
    /// The score of a character that the vocabulary lacks.
    let unknown: Float

    /// A lexicon without words, where the encoder on this machine is missing. Words are then found by the texts alone.
    package static let empty = ChineseLexicon(pieces: [:])

    /// Chooses the words among pieces. The values are natural logarithms of probabilities.
    package init(pieces: [String: Float]) {
        var all: [HanWord: Float] = [:]
        for (piece, score) in pieces { if let word = HanWord(piece) { all[word] = score } }
        let unknown = (all.values.min() ?? -20) - 10
        scores = all.filter { word, score in
            word.count == 1 || Self.isWord(word, cohesion: score - Self.partsScore(of: word, in: all, unknown))
        }
        self.unknown = unknown
    }

    /// The score of `word`; nil if it is none.
    subscript(word: HanWord) -> Float? { scores[word] }

    /// Cohesion of a piece of two characters from which most pieces are words in a dictionary: 80% at 6, 92% at 7.
    private static let pairCohesion: Float = 6
    /// Cohesion of longer pieces. Below it most are two words.
    private static let longCohesion: Float = 10

    private static func isWord(_ word: HanWord, cohesion: Float) -> Bool {
        let hasEdge = Particles.characters.contains(word.first) || Particles.characters.contains(word.last)
        if word.count == 2 { return cohesion >= pairCohesion + (hasEdge ? 2 : 0) }
        return !hasEdge && cohesion >= longCohesion
    }

    /// Returns the score of the best division of `word` into two or more parts.
    private static func partsScore(of word: HanWord, in scores: [HanWord: Float], _ unknown: Float) -> Float {
        let units = word.units
        var best = [Float](repeating: -.infinity, count: units.count + 1)
        best[0] = 0
        for start in units.indices {
            for end in (start + 1)...units.count where end - start < units.count {
                let known = scores[HanWord(units[start..<end])]
                guard let score = known ?? (end == start + 1 ? unknown : nil) else { continue }
                best[end] = max(best[end], best[start] + score)
            }
        }
        return best[units.count]
    }
}
