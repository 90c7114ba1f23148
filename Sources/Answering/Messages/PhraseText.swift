import Lexicon

/// A text in the form in which `PhrasePatterns` searches it. Several lists of patterns share one.
struct PhraseText: Sendable {
    /// The words in lower case with one space before, between and behind them.
    let words: [Unicode.Scalar]
    /// The words without spaces at the ends and beside Chinese characters. Those between numbers stay.
    let tight: [Unicode.Scalar]

    /// Reads `text`.
    init(_ text: String) {
        let words = Array(text.spacedWords().unicodeScalars)
        self.words = words
        tight = words.indices.filter { place in
            guard words[place] == " " else { return true }
            guard place > 0, place + 1 < words.count else { return false }
            return !words[place - 1].isHan && !words[place + 1].isHan
        }.map { words[$0] }
    }
}
