/// How often the words of a knowledge base occur in it: Latin words, Chinese characters and their pairs.
package struct WordCounts: Sendable {
    /// The Latin words in lower case. Words with digits are codes and are left out.
    private(set) var words: [String: Int] = [:]
    /// The number of all Latin words.
    private(set) var wordTotal = 0
    private(set) var characters: [Unicode.Scalar: Int] = [:]
    private var followers: [Unicode.Scalar: (all: Int, different: Int)] = [:]
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
        guard scalar.isHan else { return nil }
        add(character: scalar, 1)
        if let previous { add(pair: previous, scalar, 1) }
        return scalar
    }

    mutating func add(word: String, _ count: Int) {
        words[word, default: 0] += count
        wordTotal += count
    }

    mutating func add(character: Unicode.Scalar, _ count: Int) {
        characters[character, default: 0] += count
        characterTotal += count
    }

    mutating func add(pair first: Unicode.Scalar, _ second: Unicode.Scalar, _ count: Int) {
        let key = Self.key(first, second)
        let known = pairs[key] ?? 0
        pairs[key] = known + count
        followers[first, default: (0, 0)].all += count
        if known == 0 { followers[first, default: (0, 0)].different += 1 }
    }

    /// Returns how often `character` occurs.
    func count(of character: Unicode.Scalar) -> Int { characters[character] ?? 0 }

    /// Returns how often `character` stands in front of another one, and in front of how many different ones.
    func followers(of character: Unicode.Scalar) -> (all: Int, different: Int) { followers[character] ?? (0, 0) }

    /// Returns how often `first` and `second` stand side by side.
    func count(of first: Unicode.Scalar, _ second: Unicode.Scalar) -> Int { pairs[Self.key(first, second)] ?? 0 }

    private static func key(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt64 {
        UInt64(first.value) << 32 | UInt64(second.value)
    }
}

extension Unicode.Scalar {
    /// Whether it is a Han character of the blocks that modern Chinese is written with.
    var isHan: Bool { (0x3400...0x9FFF).contains(value) }
}
