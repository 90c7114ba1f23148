import Foundation
import RAGCore

/// What a passage says, so that two can be compared without a model: its words, as they come.
///
/// A Han character is a word, and so is a run of other letters or of digits (`15.5`, `24:00` whole); case, width and
/// punctuation do not count. Words are kept as their FNV-1a hashes (Fowler, Noll, Vo).
struct PassageContent: Sendable {
    /// The words that name something; particles, articles and pronouns are left out, negations are not.
    let names: Set<UInt64>
    /// Pairs of neighbouring words (2-shingles; Broder, 1997), or the word where there is one only.
    let pairs: Set<UInt64>
    /// Words with digits, in order.
    let numbers: [UInt64]

    /// Words below which a text means what stands above it: `15 days.` under two headings is two things.
    private static let short = 24

    /// All of a passage that its content is read from.
    struct Source: Hashable {
        let text: String
        let question: String?
        let headings: [String]

        init(_ hit: SearchHit) {
            text = hit.chunk.text
            question = hit.chunk.question
            headings = [hit.documentTitle] + hit.chunk.headingPath
        }
    }

    init(_ hit: SearchHit) { self.init(Source(hit)) }

    /// The text with the question it answers; with headings and title as well where it is short.
    init(_ source: Source) {
        var words = Self.words(of: [source.question ?? "", source.text].joined(separator: "\n"))
        if words.count < Self.short { words += Self.words(of: source.headings.joined(separator: "\n")) }
        names = Set(words.lazy.map(\.hash)).subtracting(Self.fillers)
        numbers = words.filter(\.hasDigit).map(\.hash)
        let hashes = words.map(\.hash)
        pairs = Set(zip(hashes, hashes.dropFirst()).map { Self.mixed($0, $1) }).union(hashes.count == 1 ? hashes : [])
    }

    /// Share of this one's word pairs that `other` holds, 0 to 1.
    func overlap(in other: PassageContent) -> Float {
        pairs.isEmpty ? 0 : Float(pairs.count { other.pairs.contains($0) }) / Float(pairs.count)
    }

    /// Whether `other` names everything that this one names, and its numbers in the same order.
    func isNamed(by other: PassageContent) -> Bool {
        guard names.isSubset(of: other.names), numbers.count <= other.numbers.count else { return false }
        return (0...(other.numbers.count - numbers.count)).contains { start in
            other.numbers[start..<(start + numbers.count)].elementsEqual(numbers)
        }
    }

    /// Cosine of the two as sets of names, 0 to 1.
    func similarity(to other: PassageContent) -> Float {
        guard !names.isEmpty, !other.names.isEmpty else { return 0 }
        let (fewer, more) = names.count < other.names.count ? (names, other.names) : (other.names, names)
        return Float(fewer.count { more.contains($0) }) / Float(names.count * other.names.count).squareRoot()
    }

    private struct Word {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var hasDigit = false

        mutating func append(_ scalar: Unicode.Scalar) {
            hash = (hash ^ UInt64(scalar.value)) &* 0x100_0000_01B3
            hasDigit = hasDigit || (0x30...0x39).contains(scalar.value)
        }
    }

    private static func words(of text: String) -> [Word] {
        let scalars = Array(text.foldingCaseAndWidth().unicodeScalars)
        func isDigit(_ index: Int) -> Bool {
            scalars.indices.contains(index) && (0x30...0x39).contains(scalars[index].value)
        }
        var words: [Word] = []
        var word: Word?
        for (index, scalar) in scalars.enumerated() {
            let isHan = scalar.properties.isIdeographic
            let joins = (scalar == "." || scalar == ":" || scalar == ",") && isDigit(index - 1) && isDigit(index + 1)
            if !isHan, joins || scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word = word ?? Word()
                word?.append(scalar)
                continue
            }
            if let ended = word { words.append(ended) }
            word = nil
            guard isHan else { continue }
            var character = Word()
            character.append(scalar)
            words.append(character)
        }
        return words + (word.map { [$0] } ?? [])
    }

    private static func mixed(_ first: UInt64, _ second: UInt64) -> UInt64 { (first &* 0x9E37_79B9_7F4A_7C15) ^ second }

    private static let fillers = Set(
        words(
            of:
                "的 了 吗 呢 吧 啊 我 你 您 们 是 在 也 就 都 把 被 请 a an the is are was were be been i we our you your it its this that to of and please"
        ).map(\.hash)
    )
}
