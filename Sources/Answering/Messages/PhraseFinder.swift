import Lexicon

/// Finds listed phrases in a message: Chinese ones anywhere, Latin ones as whole words.
struct PhraseFinder: Sendable {
    private let latin: AhoCorasick
    private let han: AhoCorasick

    /// Creates a finder for `phrases` in lower case, which are numbered from 0.
    init(_ phrases: [String]) {
        let isLatin = { (phrase: String) in phrase.utf8.allSatisfy { $0 < 0x80 } }
        latin = AhoCorasick(phrases.map { isLatin($0) ? Array(" \($0) ".unicodeScalars) : [] })
        han = AhoCorasick(phrases.map { isLatin($0) ? [] : Array($0.unicodeScalars) })
    }

    /// Returns the numbers of the phrases in `text`, in ascending order. Case, width, punctuation and blanks between
    /// Chinese characters do not matter.
    func found(in text: String) -> [Int] {
        let words = text.spacedWords()
        return (latin.found(in: words) + han.found(in: words.filter { $0 != " " })).sorted()
    }

    /// Returns whether one of the phrases occurs in `text`.
    func occurs(in text: String) -> Bool { !found(in: text).isEmpty }
}
