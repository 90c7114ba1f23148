import Lexicon

/// Word lists, each with the fixed reply to a text that contains one of its words.
///
/// Case, width, accents, invisible characters and look-alike letters make no difference. Chinese words are found
/// anywhere, even with spaces or punctuation between their characters; Latin words only as whole words, so that
/// `class` is not found in `classic`.
package struct WordGuard: Sendable {
    /// One word list of the configuration.
    package struct List: Sendable, Hashable {
        /// The listed words and phrases.
        package let words: [String]
        /// The reply to a text that contains one of them.
        package let reply: String

        /// Creates a list.
        package init(words: [String], reply: String) {
            self.words = words
            self.reply = reply
        }
    }

    /// A listed word that a text contains.
    package struct Finding: Sendable, Hashable {
        /// The word as the list writes it.
        package let word: String
        /// The reply of its list.
        package let reply: String
    }

    private let words: [(word: String, reply: String)]
    private let tight: AhoCorasick
    private let spaced: AhoCorasick

    /// Creates a guard for `lists`; an earlier list takes precedence.
    package init(_ lists: [List]) {
        words = lists.flatMap { list in list.words.map { ($0, list.reply) } }
        let patterns = words.map { TextSkeleton($0.word) }
        // A word with Han characters is searched in the text without spaces and punctuation, any other between word
        // boundaries.
        tight = AhoCorasick(patterns.map { $0.hasHan ? $0.tight : [] })
        spaced = AhoCorasick(patterns.map { $0.hasHan ? [] : $0.spaced })
    }

    /// Whether no list has a word, so that nothing is ever found.
    package var isEmpty: Bool { words.isEmpty }

    /// Returns the first listed word, in the order of the lists, that `text` contains; nil if it contains none. Takes
    /// time linear in the length of `text`.
    package func find(in text: String) -> Finding? { scan(text, isLast: true).finding }

    /// Finds a word in a text that may continue if `isLast` is false: a Latin word at its end may then become another
    /// word. `growing` is the number of characters at the end that may grow into a listed word.
    func scan(_ text: String, isLast: Bool) -> (finding: Finding?, growing: Int) {
        guard !isEmpty else { return (nil, 0) }
        let skeleton = TextSkeleton(text)
        var best: Int?
        let keep = { (number: Int) in best = min(best ?? number, number) }
        var growing = tight.matches(in: skeleton.tight) { number, _ in
            keep(number)
            return false
        }
        for text in skeleton.spacedForms {
            let depth = spaced.matches(in: text) { number, range in
                if TextSkeleton.isWhole(range, in: text), isLast || range.upperBound < text.count { keep(number) }
                return false
            }
            growing = max(growing, text.suffix(depth).count { $0 != " " })
        }
        let finding = best.map { Finding(word: words[$0].word, reply: words[$0].reply) }
        return (finding, TextSkeleton.characters(holding: growing, atEndOf: text))
    }
}
