import RAGCore

/// Cuts text that has no sentence end within a budget: at line ends, else behind `，、,;:`, else between words, else
/// between characters.
enum LongTextSplitter {
    /// Ranges of UTF-8 bytes that tile `text`, each of at most `budget` estimated tokens. Takes time linear in the length.
    static func ranges(of text: Substring, budget: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var tokens = 0
        // The last place to cut of each rank, with the tokens before it.
        var cuts: [Cut?] = Array(repeating: nil, count: Atom.Rank.allCases.count)
        for atom in IteratorSequence(AtomIterator(text, longestWord: max(budget * 2, 1))) {
            while tokens + atom.tokens > budget, atom.range.lowerBound > start {
                let end = Cut(offset: atom.range.lowerBound, tokens: tokens)
                let cut = cuts.reversed().compactMap { $0 }.first { $0.tokens * 2 >= tokens } ?? end
                ranges.append(start..<cut.offset)
                start = cut.offset
                tokens -= cut.tokens
                cuts = cuts.map { $0.flatMap { $0.offset > cut.offset ? $0.behind(cut) : nil } }
            }
            tokens += atom.tokens
            cuts[atom.rankBehind.rawValue] = Cut(offset: atom.range.upperBound, tokens: tokens)
        }
        if start < text.utf8.count { ranges.append(start..<text.utf8.count) }
        return ranges
    }

    private struct Cut {
        let offset: Int
        /// Estimated tokens from the start of the piece.
        let tokens: Int

        func behind(_ cut: Cut) -> Cut { Cut(offset: offset, tokens: tokens - cut.tokens) }
    }
}

/// What is not cut: a word of letters and digits, or a single character of any other kind.
private struct Atom {
    /// How good a place to cut lies behind an atom, the best last.
    enum Rank: Int, CaseIterable { case character, word, clause, line }

    let range: Range<Int>
    let tokens: Int
    let rankBehind: Rank
}

/// The atoms of a text in order. A word longer than `longestWord` characters is several.
private struct AtomIterator: IteratorProtocol {
    private let text: Substring
    private let longestWord: Int
    private var index: String.Index
    private var offset = 0

    init(_ text: Substring, longestWord: Int) {
        self.text = text
        self.longestWord = longestWord
        self.index = text.startIndex
    }

    mutating func next() -> Atom? {
        guard index < text.endIndex else { return nil }
        let start = index
        let character = text[index]
        text.formIndex(after: &index)
        if Self.belongsToWord(character) {
            var length = 1
            while index < text.endIndex, length < longestWord, Self.belongsToWord(text[index]) {
                text.formIndex(after: &index)
                length += 1
            }
        }
        let lower = offset
        offset += text.utf8.distance(from: start, to: index)
        return Atom(
            range: lower..<offset,
            tokens: TokenEstimator.count(text[start..<index]),
            rankBehind: Self.rank(behind: character)
        )
    }

    /// Letters and digits of scripts that set spaces between words.
    private static func belongsToWord(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": return true
        default: return !scalar.isASCII && !scalar.isWide && (character.isLetter || character.isNumber)
        }
    }

    private static func rank(behind character: Character) -> Atom.Rank {
        switch character.unicodeScalars.first {
        case "\n", "\r", "\u{2028}", "\u{2029}": .line
        case "，", "、", "：", "；", ",", ";", ":", "。", ".", "!", "?", "！", "？": .clause
        case " ", "\t", "\u{A0}", "\u{3000}": .word
        default: .character
        }
    }
}
