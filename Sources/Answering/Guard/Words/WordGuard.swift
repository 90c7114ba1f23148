/// Word lists, each with the reply that a text with one of its words gets.
///
/// Case, width, accents, invisible characters and look-alike letters make no difference. Chinese words are found anywhere, spaces and marks
/// between their characters notwithstanding; Latin ones as whole words, so that `class` is not found in `classic`.
package struct WordGuard: Sendable {
    /// One list of the configuration.
    package struct List: Sendable, Hashable {
        package let words: [String]
        package let reply: String

        package init(words: [String], reply: String) {
            self.words = words
            self.reply = reply
        }
    }

    /// A word that was found.
    package struct Finding: Sendable, Hashable {
        /// As the list writes it.
        package let word: String
        package let reply: String
    }

    private let words: [(word: String, reply: String)]
    private let tight: AhoCorasick
    private let spaced: AhoCorasick

    package init(_ lists: [List]) {
        words = lists.flatMap { list in list.words.map { ($0, list.reply) } }
        let patterns = words.map { FoldedText($0.word) }
        // A word with Han is looked for in the text without spaces and marks, any other between word boundaries.
        tight = AhoCorasick(patterns.map { $0.hasHan ? $0.tight : [] })
        spaced = AhoCorasick(patterns.map { $0.hasHan ? [] : $0.spaced })
    }

    package var isEmpty: Bool { words.isEmpty }

    /// The first word of the lists that `text` holds, in the lists' order; nil where it holds none. Takes time linear in `text`.
    package func find(in text: String) -> Finding? { scan(text, isLast: true).finding }

    /// The same for a text of which more may come, where `isLast` is false: a word of letters at its very end may go on and be
    /// another one. `growing` is the number of characters at the end that may become a word.
    func scan(_ text: String, isLast: Bool) -> (finding: Finding?, growing: Int) {
        guard !isEmpty else { return (nil, 0) }
        let folded = FoldedText(text)
        var best: Int?
        let keep = { (number: Int) in best = min(best ?? number, number) }
        var growing = tight.matches(in: folded.tight) { number, _ in
            keep(number)
            return false
        }
        for text in folded.spacedReadings {
            let depth = spaced.matches(in: text) { number, range in
                if FoldedText.isWhole(range, in: text), isLast || range.upperBound < text.count { keep(number) }
                return false
            }
            growing = max(growing, text.suffix(depth).count { $0 != " " })
        }
        let finding = best.map { Finding(word: words[$0].word, reply: words[$0].reply) }
        return (finding, FoldedText.characters(holding: growing, atEndOf: text))
    }
}
