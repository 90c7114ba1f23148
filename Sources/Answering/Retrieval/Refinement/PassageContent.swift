import Foundation
import RAGCore

/// The words of a passage, by which two passages are compared without a model.
///
/// A Han character is a word, and so is a run of other letters or of digits (`15.5`, `24:00` as a whole). Case, width
/// and punctuation are ignored. Words are kept as their FNV-1a hashes (Fowler, Noll, Vo).
struct PassageContent: Sendable {
    /// The words without particles, articles and pronouns. Negations are kept.
    let names: Set<UInt64>
    /// The pairs of neighbouring words (2-shingles; Broder, 1997), or the word itself if there is only one.
    let pairs: Set<UInt64>
    /// The words with digits, in order.
    let numbers: [UInt64]

    /// The number of words below which the headings count as well: `15 days.` means different things under two
    /// headings.
    private static let short = 24

    /// The parts of a passage that its content is read from.
    struct Source: Hashable {
        let text: ExactText
        let question: ExactText?
        let headings: [ExactText]

        init(_ hit: SearchHit) {
            text = ExactText(hit.chunk.text)
            question = hit.chunk.question.map { ExactText($0) }
            headings = ([hit.documentTitle] + hit.chunk.headingPath).map { ExactText($0) }
        }
    }

    init(_ hit: SearchHit) { self.init(Source(hit)) }

    /// Reads the text and the question that it answers. If they are short, headings and title are read as well.
    init(_ source: Source) {
        var words = Self.words(of: [source.question?.text ?? "", source.text.text].joined(separator: "\n"))
        if words.count < Self.short {
            words += Self.words(of: source.headings.map(\.text).joined(separator: "\n"))
        }
        names = Set(words.lazy.map(\.hash)).subtracting(Self.fillers)
        numbers = words.filter(\.hasDigit).map(\.hash)
        let hashes = words.map(\.hash)
        pairs = Set(zip(hashes, hashes.dropFirst()).map { Self.mixed($0, $1) }).union(hashes.count == 1 ? hashes : [])
    }

    /// Returns the share of this content's word pairs that `other` contains, 0 to 1.
    func overlap(in other: PassageContent) -> Float {
        pairs.isEmpty ? 0 : Float(pairs.count { other.pairs.contains($0) }) / Float(pairs.count)
    }

    /// Returns whether `other` contains all words of this content and its numbers in the same order.
    func isNamed(by other: PassageContent) -> Bool {
        guard names.isSubset(of: other.names), numbers.count <= other.numbers.count else { return false }
        return (0...(other.numbers.count - numbers.count)).contains { start in
            other.numbers[start..<(start + numbers.count)].elementsEqual(numbers)
        }
    }

    /// Returns the cosine of the two as sets of words, 0 to 1.
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
