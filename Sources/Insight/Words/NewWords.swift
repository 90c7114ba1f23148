/// Finds words that a lexicon lacks in texts that were divided with it.
enum NewWords {
    /// Fewer occurrences may be chance.
    private static let leastCount = 3
    /// The share of one neighbour from which a candidate is a part of something longer.
    private static let dominance = 0.7
    /// The share of a first or last character's occurrences that lie in the word: of the one that is used less
    /// elsewhere, and of the other.
    private static let (closest, loosest) = (0.5, 0.2)
    /// The share of a word's occurrences that one character follows, from which it belongs to the word.
    private static let suffixShare = 0.75

    /// Returns the words of two to four characters that stand alone in `sentences` and come together again and again.
    static func repeated(in sentences: [[HanWord]]) -> [HanWord] {
        var singles: [HanWord: Int] = [:]
        var counts: [HanWord: Int] = [:]
        for words in sentences {
            for word in words where word.count == 1 { singles[word, default: 0] += 1 }
            eachCandidate(in: words) { candidate, _ in counts[candidate, default: 0] += 1 }
        }
        let chosen = counts.filter { word, count in
            guard count >= leastCount, let first = singles[HanWord([word.first])],
                let last = singles[HanWord([word.last])]
            else { return false }
            let shares = [Double(count) / Double(first), Double(count) / Double(last)]
            return shares.max() ?? 0 >= closest && shares.min() ?? 0 >= loosest
        }
        var borders: [HanWord: Borders] = [:]
        for words in sentences {
            eachCandidate(in: words) { candidate, range in
                if chosen[candidate] != nil { borders[candidate, default: Borders()].count(range, in: words) }
            }
        }
        return borders.filter { $0.value.most < dominance }.keys.sorted()
    }

    /// Returns the words that one character nearly always follows, together with it: `指示` with `器`.
    static func extended(in sentences: [[HanWord]]) -> [HanWord] {
        var counts: [HanWord: Int] = [:]
        var wholes: [HanWord: (base: HanWord, count: Int, next: [HanWord: Int])] = [:]
        for words in sentences {
            for (place, word) in words.enumerated() {
                counts[word, default: 0] += 1
                guard place + 1 < words.count, (2..<HanWord.longest).contains(word.count), isSuffix(words[place + 1]),
                    !Particles.numerals.contains(word.first)
                else { continue }
                let whole = word.joined(with: words[place + 1])
                wholes[whole, default: (word, 0, [:])].count += 1
                // A further single character shows that the word goes on: `联合卫` is a part of
                // `联合卫理公会`.
                if place + 2 < words.count, isSuffix(words[place + 2]) {
                    wholes[whole]?.next[words[place + 2], default: 0] += 1
                }
            }
        }
        return wholes.filter { _, found in
            found.count >= leastCount && Double(found.count) >= suffixShare * Double(counts[found.base] ?? 0)
                && Double(found.next.values.max() ?? 0) < dominance * Double(found.count)
        }.keys.sorted()
    }

    private static func isSuffix(_ word: HanWord) -> Bool {
        word.count == 1 && !Particles.characters.contains(word.first) && !Particles.followers.contains(word.first)
            && !Particles.numerals.contains(word.first)
    }

    /// Calls `found` with every stretch of two to four single characters, none of them a particle.
    private static func eachCandidate(in words: [HanWord], _ found: (HanWord, Range<Int>) -> Void) {
        for start in words.indices {
            var candidate: HanWord?
            for end in start..<min(start + HanWord.longest, words.count) {
                guard words[end].count == 1, !Particles.characters.contains(words[end].first) else { break }
                candidate = candidate?.joined(with: words[end]) ?? words[end]
                if end > start, let candidate { found(candidate, start..<(end + 1)) }
            }
        }
    }
}

/// The neighbours of a candidate.
private struct Borders {
    private var left: [HanWord: Int] = [:]
    private var right: [HanWord: Int] = [:]
    private(set) var total = 0

    mutating func count(_ range: Range<Int>, in words: [HanWord]) {
        total += 1
        if range.lowerBound > 0 { left[words[range.lowerBound - 1], default: 0] += 1 }
        if range.upperBound < words.count { right[words[range.upperBound], default: 0] += 1 }
    }

    /// The share of the most frequent neighbour on one side; the edge of a sentence is none.
    var most: Double { Double(max(left.values.max() ?? 0, right.values.max() ?? 0)) / Double(max(1, total)) }
}
