import Lexicon

/// Finds listed patterns in a clause: Chinese phrases anywhere, Latin ones as whole words.
///
/// A pattern is a phrase, or several parts in order, each with alternatives. Between `…` stand a few words, `+` joins
/// parts that follow each other directly: `speak|talk … person|agent`, `报|打 + 12315`.
struct PhrasePatterns: Sendable {
    /// A part of a pattern.
    private struct Part: Sendable {
        let pattern: Int
        let place: Int
        let isLast: Bool
        /// The most characters between the part before and this one.
        let gap: Int
    }

    /// The patterns in one script: their phrases, and the parts that each phrase belongs to.
    private struct Script: Sendable {
        let finder: AhoCorasick
        let parts: [[Part]]
        /// The characters that two neighbouring phrases share: the blank between Latin words.
        let overlap: Int

        init(_ parts: [String: [Part]], overlap: Int) {
            finder = AhoCorasick(parts.keys.map { Array($0.unicodeScalars) })
            self.parts = Array(parts.values)
            self.overlap = overlap
        }
    }

    private let latin: Script
    private let han: Script

    /// Creates a finder for `patterns` in lower case, which are numbered from 0.
    init(_ patterns: [String]) {
        var latin: [String: [Part]] = [:]
        var han: [String: [Part]] = [:]
        for (number, pattern) in patterns.enumerated() {
            let groups = pattern.split(separator: " … ").map { $0.split(separator: " + ") }
            let isLatin = pattern.isLatin
            let count = groups.reduce(0) { $0 + $1.count }
            var place = 0
            for group in groups {
                for (step, alternatives) in group.enumerated() {
                    let gap = step > 0 ? 0 : isLatin ? Self.latinGap : Self.hanGap
                    let part = Part(pattern: number, place: place, isLast: place == count - 1, gap: gap)
                    for phrase in alternatives.split(separator: "|") {
                        if isLatin {
                            latin[" \(phrase) ", default: []].append(part)
                        } else {
                            han[String(phrase), default: []].append(part)
                        }
                    }
                    place += 1
                }
            }
        }
        self.latin = Script(latin, overlap: 1)
        self.han = Script(han, overlap: 0)
    }

    /// Whether there is no pattern.
    var isEmpty: Bool { latin.parts.isEmpty && han.parts.isEmpty }

    /// Returns the numbers of the patterns in `text`, in ascending order. Case, width, punctuation and blanks beside
    /// Chinese characters do not matter.
    func found(in text: PhraseText) -> [Int] { found(text.words, latin).union(found(text.tight, han)).sorted() }

    /// Returns whether one of the patterns occurs in `text`.
    func occurs(in text: PhraseText) -> Bool { !isEmpty && !found(in: text).isEmpty }

    /// Returns whether one of the patterns occurs in `text`.
    func occurs(in text: String) -> Bool { occurs(in: PhraseText(text)) }

    private func found(_ text: [Unicode.Scalar], _ script: Script) -> Set<Int> {
        var numbers: Set<Int> = []
        // The ends of the parts that were found behind all parts before them, nearest last.
        var ends: [PartPlace: [Int]] = [:]
        script.finder.matches(in: text) { phrase, range in
            guard !text.splitsNumber(at: range) else { return false }
            for part in script.parts[phrase] {
                let here = PartPlace(pattern: part.pattern, place: part.place)
                if part.place > 0 {
                    let reach = (range.lowerBound - part.gap)...(range.lowerBound + script.overlap)
                    guard ends[here.before]?.contains(where: reach.contains) ?? false else { continue }
                }
                if part.isLast { numbers.insert(part.pattern) } else { ends[here, default: []].keep(range.upperBound) }
            }
            return false
        }
        return numbers
    }

    private struct PartPlace: Hashable {
        let pattern: Int
        let place: Int

        var before: PartPlace { PartPlace(pattern: pattern, place: place - 1) }
    }

    /// The most characters between two parts.
    private static let (latinGap, hanGap) = (24, 8)
}

extension [Int] {
    /// Adds `end` and forgets the oldest, which no later part can reach.
    fileprivate mutating func keep(_ end: Int) {
        append(end)
        if count > Self.most { removeFirst() }
    }

    private static let most = 8
}

extension [Unicode.Scalar] {
    /// Returns whether `range` begins or ends inside a number.
    fileprivate func splitsNumber(at range: Range<Int>) -> Bool {
        func isInside(_ place: Int) -> Bool {
            place > 0 && place < count && self[place - 1].isASCIIDigit && self[place].isASCIIDigit
        }
        return isInside(range.lowerBound) || isInside(range.upperBound)
    }
}

extension String {
    /// Whether it is compared word by word. A number stands between Chinese characters without blanks: `去12315`.
    fileprivate var isLatin: Bool { contains(where: \.isLatinLetter) && !contains(where: \.isHanCharacter) }
}
