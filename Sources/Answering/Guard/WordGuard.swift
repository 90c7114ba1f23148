import Foundation

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
    package func find(in text: String) -> Finding? {
        guard !isEmpty else { return nil }
        let folded = FoldedText(text)
        var best: Int?
        let keep = { (number: Int) in best = min(best ?? number, number) }
        tight.matches(in: folded.tight) { number, _ in
            keep(number)
            return false
        }
        for text in folded.spacedReadings {
            spaced.matches(in: text) { number, range in
                if FoldedText.isWhole(range, in: text) { keep(number) }
                return false
            }
        }
        return best.map { Finding(word: words[$0].word, reply: words[$0].reply) }
    }

    /// The characters of `text` that a guarded word could still be growing at its end: what a stream must hold back.
    package var longestWord: Int { words.map(\.word.count).max() ?? 0 }
}

/// A text as words are looked for in it.
struct FoldedText {
    /// Letters and digits alone.
    let tight: [Unicode.Scalar]
    /// Words with one space between them.
    let spaced: [Unicode.Scalar]
    let hasHan: Bool

    init(_ text: String) {
        let plain = InvisibleText.removed(from: text).decomposedStringWithCompatibilityMapping.lowercased()
        var tight: [Unicode.Scalar] = []
        var spaced: [Unicode.Scalar] = []
        var hasHan = false
        for scalar in plain.unicodeScalars {
            guard scalar.properties.generalCategory != .nonspacingMark else { continue }
            let scalar = Self.lookAlikes[scalar] ?? scalar
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                hasHan = hasHan || scalar.properties.isIdeographic
                tight.append(scalar)
                spaced.append(scalar)
            } else if let last = spaced.last, last != " ", scalar != "'", scalar != "’" {
                spaced.append(" ")
            }
        }
        if spaced.last == " " { spaced.removeLast() }
        self.tight = tight
        self.spaced = spaced
        self.hasHan = hasHan
    }

    /// The text as it stands, and with letters that stand alone in a row drawn together: `f r e e` is `free`.
    var spacedReadings: [[Unicode.Scalar]] {
        let words = spaced.split(separator: " ", omittingEmptySubsequences: true)
        guard zip(words, words.dropFirst()).contains(where: { $0.count == 1 && $1.count == 1 }) else { return [spaced] }
        var drawn: [Unicode.Scalar] = []
        var lastWasSingle = false
        for word in words {
            let isSingle = word.count == 1 && word.first?.properties.isIdeographic == false
            if !drawn.isEmpty, !(isSingle && lastWasSingle) { drawn.append(" ") }
            drawn += word
            lastWasSingle = isSingle
        }
        return [spaced, drawn]
    }

    /// Whether no letter or digit of a script with spaces touches `range`.
    static func isWhole(_ range: Range<Int>, in text: [Unicode.Scalar]) -> Bool {
        func touches(_ index: Int) -> Bool {
            guard text.indices.contains(index) else { return false }
            return text[index] != " " && !text[index].properties.isIdeographic
        }
        return !touches(range.lowerBound - 1) && !touches(range.upperBound)
    }

    /// Cyrillic and Greek letters, and digits and signs, that pass for Latin ones; from Unicode's confusables (UTS #39), the common ones.
    private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = {
        let pairs = zip("асеорхуіѕјԁɡһӏԛԝαονρτκмтвн".unicodeScalars, "aceopxyisjdghlqwaovptkmtbh".unicodeScalars)
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }()
}
