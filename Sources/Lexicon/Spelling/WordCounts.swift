/// How often the words of a knowledge base occur in it: Latin words, Chinese characters and their pairs.
package struct WordCounts: Sendable {
    /// The Latin words in lower case. Words with digits are codes and are left out.
    private(set) var words: [String: Int] = [:]
    /// The number of all Latin words.
    private(set) var wordTotal = 0
    /// The counts of the Han characters, the first of them first.
    private(set) var characters = [Int](repeating: 0, count: Unicode.Scalar.hanCharacters.count)
    /// The pairs of Chinese characters, the first in the upper 32 bits of the key.
    private(set) var pairs: [UInt64: Int] = [:]
    /// The number of all Chinese characters.
    private(set) var characterTotal = 0

    /// The most letters of a word. Longer runs are addresses or data.
    static let longestWord = 24

    /// Creates counts of no text.
    package init() {}

    /// Whether no word was counted.
    package var isEmpty: Bool { wordTotal == 0 && characterTotal == 0 }

    /// Counts the words of `text`, in time linear in its length.
    package mutating func add(_ text: String) {
        var word: [UInt8] = []
        var isCode = false
        var previous: Unicode.Scalar?
        for scalar in text.foldingScript().unicodeScalars {
            switch scalar.value {
            case 0x61...0x7A, 0x41...0x5A:
                word.append(UInt8(scalar.value) | 0x20)
                previous = nil
            case 0x30...0x39:
                isCode = true
                previous = nil
            default:
                endWord(&word, &isCode)
                previous = count(scalar, after: previous)
            }
        }
        endWord(&word, &isCode)
    }

    private mutating func endWord(_ word: inout [UInt8], _ isCode: inout Bool) {
        if !word.isEmpty, !isCode, word.count <= Self.longestWord {
            add(word: String(decoding: word, as: UTF8.self), 1)
        }
        word.removeAll(keepingCapacity: true)
        isCode = false
    }

    /// Counts a Chinese character and its pair with the one before. Returns it; nil for any other character.
    private mutating func count(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> Unicode.Scalar? {
        guard scalar.isModernHan else { return nil }
        add(character: scalar, 1)
        if let previous { add(pair: previous, scalar, 1) }
        return scalar
    }

    /// Makes room for further entries.
    mutating func reserve(words: Int, pairs: Int) {
        self.words.reserveCapacity(self.words.count + words)
        self.pairs.reserveCapacity(self.pairs.count + pairs)
    }

    mutating func add(word: String, _ count: Int) {
        words[word, default: 0] += count
        wordTotal += count
    }

    mutating func add(character: Unicode.Scalar, _ count: Int) {
        characters[character.hanIndex] += count
        characterTotal += count
    }

    mutating func add(pair first: Unicode.Scalar, _ second: Unicode.Scalar, _ count: Int) {
        pairs[Self.key(first, second), default: 0] += count
    }

    /// Returns how often `first` and `second` stand side by side.
    func count(of first: Unicode.Scalar, _ second: Unicode.Scalar) -> Int { pairs[Self.key(first, second)] ?? 0 }

    /// Returns the key of a pair in `pairs`.
    static func key(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt64 {
        UInt64(first.value) << 32 | UInt64(second.value)
    }
}

extension Unicode.Scalar {
    /// The Han characters of the blocks that modern Chinese is written with.
    static let hanCharacters: Range<UInt32> = 0x3400..<0xA000

    /// Whether it is one of `hanCharacters`.
    var isModernHan: Bool { Self.hanCharacters.contains(value) }

    /// Its place among `hanCharacters`; it must be one of them.
    var hanIndex: Int { Int(value - Self.hanCharacters.lowerBound) }
}
