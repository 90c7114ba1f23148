import Lexicon
import RAGCore

/// Cuts text without sentence ends to a budget: at line ends, then after `，、,;:`, then between words, then between
/// Chinese characters. A word or an address is cut inside only if it exceeds the budget by itself.
enum LongTextSplitter {
    /// Returns ranges of UTF-8 bytes that tile `text`, each of at most `budget` estimated tokens. Takes time linear in
    /// the length.
    static func ranges(of text: Substring, budget: Int) -> [Range<Int>] {
        var text = text
        return text.withUTF8 { [text] in ranges(of: text, bytes: $0, budget: budget) }
    }

    private static func ranges(
        of text: Substring,
        bytes: UnsafeBufferPointer<UInt8>,
        budget: Int
    ) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var tokens = 0
        // The last place to cut for each rank, with the tokens before it.
        var cuts: [Cut?] = Array(repeating: nil, count: Atom.Rank.allCases.count)
        for atom in IteratorSequence(AtomIterator(text, bytes, budget: budget)) {
            while tokens + atom.tokens > budget, atom.range.lowerBound > start {
                let good = cuts.reversed().compactMap { $0 }
                let cut =
                    good.first { $0.tokens * 2 >= tokens } ?? good.last { $0.tokens > 0 }
                    ?? Cut(offset: atom.range.lowerBound, tokens: tokens)
                ranges.append(start..<cut.offset)
                start = cut.offset
                tokens -= cut.tokens
                cuts = cuts.map { $0.flatMap { $0.offset > cut.offset ? $0.behind(cut) : nil } }
            }
            tokens += atom.tokens
            if let rank = atom.rankBehind {
                cuts[rank.rawValue] = Cut(offset: atom.range.upperBound, tokens: tokens)
            }
        }
        if start < bytes.count { ranges.append(start..<bytes.count) }
        return ranges
    }

    private struct Cut {
        let offset: Int
        /// Estimated tokens from the start of the piece.
        let tokens: Int

        func behind(_ cut: Cut) -> Cut { Cut(offset: offset, tokens: tokens - cut.tokens) }
    }
}

/// A part that is not cut: a word of letters and digits, or a single character of any other kind.
private struct Atom {
    /// Quality of the place to cut after an atom, the best last.
    enum Rank: Int, CaseIterable { case character, word, clause, line }

    let range: Range<Int>
    let tokens: Int
    /// Rank of the place after the atom; nil inside an address or a number: not after the `:` of `https://` or the `,`
    /// of `1,000`.
    let rankBehind: Rank?
}

/// The atoms of a text in order, none over the budget. A word with more bytes than the budget has tokens becomes
/// several (no mixture of letters and digits costs more than one token a byte), and so does a character with endless
/// marks.
private struct AtomIterator: IteratorProtocol {
    private let text: Substring
    private let bytes: UnsafeBufferPointer<UInt8>
    private let budget: Int
    private var offset = 0
    /// The last end of a character that Swift found, as an index and an offset.
    private var boundary: (index: String.Index, offset: Int)?

    /// `bytes` are those of `text` and must outlive the iteration.
    init(_ text: Substring, _ bytes: UnsafeBufferPointer<UInt8>, budget: Int) {
        self.text = text
        self.bytes = bytes
        self.budget = budget
    }

    mutating func next() -> Atom? {
        guard offset < bytes.count, let first = bytes.scalar(at: offset) else { return nil }
        let start = offset
        let goesOn = start > 0 && first.belongsToWord && bytes.scalar(before: start)?.belongsToWord == true
        offset = characterEnd(from: start)
        if first.belongsToWord {
            while offset < bytes.count, bytes.scalar(at: offset)?.belongsToWord == true {
                let end = characterEnd(from: offset)
                guard end - start < budget else { break }
                offset = end
            }
        }
        return Atom(
            range: start..<offset,
            // A word can cost one token more in one piece than in two.
            tokens: tokens(start..<offset) + (goesOn ? 1 : 0),
            rankBehind: Self.rank(behind: first, before: bytes.scalar(at: offset) ?? " ")
        )
    }

    /// Returns the end of the character that begins at `start`. ASCII and Han before ASCII or Han are characters by
    /// themselves; Swift decides about all others, because it knows which scalars combine.
    private mutating func characterEnd(from start: Int) -> Int {
        let end = start + bytes[start].scalarLength
        guard end < bytes.count else { return bytes.count }
        if bytes[start].standsAlone, bytes[end].standsAlone, bytes[start] != .carriageReturn { return end }
        // Swift searches backward for the beginning of the character unless it found the index itself: in a row of
        // flags that would be the beginning of the row.
        let known = boundary.flatMap { $0.offset == start ? $0.index : nil }
        let next = text.index(after: known ?? text.utf8.index(text.startIndex, offsetBy: start))
        let characterEnd = text.utf8.distance(from: text.startIndex, to: next)
        boundary = (next, characterEnd)
        return characterEnd - start > budget && tokens(start..<characterEnd) > budget ? end : characterEnd
    }

    private func tokens(_ range: Range<Int>) -> Int {
        TokenEstimator.count(utf8: UnsafeBufferPointer(rebasing: bytes[range]))
    }

    private static func rank(behind last: Unicode.Scalar, before next: Unicode.Scalar) -> Atom.Rank? {
        switch last {
        case "\n", "\r", "\u{2028}", "\u{2029}": return .line
        case " ", "\t", "\u{A0}", "\u{3000}": return .word
        case _ where Punctuation.isStop(last) || Punctuation.isPause(last):
            if !last.isASCII || next.isBlank { return .clause }
        default: break
        }
        return next.isBlank || last.isASCII && next.isASCII ? nil : .character
    }
}

extension UInt8 {
    /// Whether it is ASCII or the first byte of a Han character (U+4000 to U+9FFF).
    fileprivate var standsAlone: Bool { self < 0x80 || (0xE4...0xE9).contains(self) }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool { self == " " || self == "\n" || self == "\r" || self == "\t" || self == "\u{A0}" }

    /// Whether it is a letter or a digit of a script that puts spaces between words.
    fileprivate var belongsToWord: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: !isASCII && !isWide && (properties.isAlphabetic || properties.numericType != nil)
        }
    }
}
