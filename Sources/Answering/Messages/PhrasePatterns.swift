import Lexicon

/// Finds listed patterns in a clause: Chinese phrases anywhere, Latin ones as whole words.
///
/// A pattern is a phrase, or several parts that follow each other with a few words between them, each with
/// alternatives: `speak|talk … person|agent`.
struct PhrasePatterns: Sendable {
    /// A part of a pattern.
    private struct Part: Sendable {
        let pattern: Int
        let place: Int
        let isLast: Bool
    }

    /// The alternatives in one script, and the parts of patterns that each belongs to.
    private struct Script: Sendable {
        let finder: AhoCorasick
        let parts: [[Part]]
        /// The most characters between two parts.
        let gap: Int
    }

    private let latin: Script
    private let han: Script

    /// Creates a finder for `patterns` in lower case, which are numbered from 0. The alternatives of a pattern are all
    /// Latin or all Chinese.
    init(_ patterns: [String]) {
        var parts: [String: [Part]] = [:]
        for (number, pattern) in patterns.enumerated() {
            let groups = pattern.split(separator: " … ")
            for (place, group) in groups.enumerated() {
                for phrase in group.split(separator: "|") {
                    let part = Part(pattern: number, place: place, isLast: place == groups.count - 1)
                    parts[String(phrase), default: []].append(part)
                }
            }
        }
        let (latinParts, hanParts) = (parts.filter { $0.key.isLatin }, parts.filter { !$0.key.isLatin })
        latin = Script(
            finder: AhoCorasick(latinParts.keys.map { Array(" \($0) ".unicodeScalars) }),
            parts: Array(latinParts.values),
            gap: 24
        )
        han = Script(
            finder: AhoCorasick(hanParts.keys.map { Array($0.unicodeScalars) }),
            parts: Array(hanParts.values),
            gap: 8
        )
    }

    /// Returns the numbers of the patterns in `text`, in ascending order. Case, width, punctuation and blanks between
    /// Chinese characters do not matter.
    func found(in text: String) -> [Int] {
        let words = text.spacedWords()
        return found(words, latin).union(found(words.filter { $0 != " " }, han)).sorted()
    }

    /// Returns whether one of the patterns occurs in `text`.
    func occurs(in text: String) -> Bool { !found(in: text).isEmpty }

    private func found(_ text: String, _ script: Script) -> Set<Int> {
        var numbers: Set<Int> = []
        // By pattern: the number of parts that were found, and the end of the last one.
        var progress: [Int: (parts: Int, end: Int)] = [:]
        script.finder.matches(in: Array(text.unicodeScalars)) { phrase, range in
            for part in script.parts[phrase] {
                let known = progress[part.pattern] ?? (0, 0)
                // Latin phrases share the blank between them.
                let follows =
                    part.place == known.parts && range.lowerBound - known.end >= -1
                    && range.lowerBound - known.end <= script.gap
                guard part.place == 0 && known.parts <= 1 || follows else { continue }
                progress[part.pattern] = (part.place + 1, range.upperBound)
                if part.isLast { numbers.insert(part.pattern) }
            }
            return false
        }
        return numbers
    }
}

extension String {
    /// Whether it is compared word by word. A number stands between Chinese characters without blanks: `去12315`.
    fileprivate var isLatin: Bool { utf8.allSatisfy { $0 < 0x80 } && contains(where: \.isLetter) }
}
