import Foundation

/// Finds the words that tell each of several groups of texts from the others.
///
/// The weight of a term is class TF-IDF: its frequency in the group times the logarithm of how much more frequent it is
/// there than in all texts (c-TF-IDF of BERTopic, https://arxiv.org/abs/2203.05794, with the ratio in place of the
/// smoothed inverse, so that words which are equally frequent everywhere weigh nothing).
package struct TopicWords: Sendable {
    /// The most words of a label.
    package static let most = 5

    /// The share of the first word's weight that the fourth and fifth word must have.
    private static let leastWeight = 0.1
    /// As many words are taken even if the first weighs far more.
    private static let usual = 3

    private let terms: TextTerms
    /// The number of texts with each term.
    private let frequencies: [Int32]
    private let texts: Int

    /// Creates a finder of words for groups of `texts`, or of all texts of `terms` if it is nil.
    package init(_ terms: TextTerms, among texts: [Int]? = nil) {
        var frequencies = [Int32](repeating: 0, count: terms.terms.count)
        let texts = texts ?? Array(terms.rows.indices)
        for text in texts { for term in terms.rows[text] { frequencies[Int(term)] += 1 } }
        self.terms = terms
        self.frequencies = frequencies
        self.texts = texts.count
    }

    /// Returns at most five words or pairs of words for the group of `members`, best first, none of which is a part of
    /// another. Empty if the texts have no words.
    package func words(of members: [Int]) -> [String] {
        var counts: [Int32: Int] = [:]
        for member in members { for term in terms.rows[member] { counts[term, default: 0] += 1 } }
        let least = members.count < 4 ? 1 : max(2, members.count / 15)
        var candidates = ranked(counts.filter { $0.value >= least }, of: members.count)
        if candidates.isEmpty { candidates = ranked(counts, of: members.count) }
        var chosen: [Int32] = []
        for candidate in candidates where chosen.count < Self.most {
            if chosen.count >= Self.usual, candidate.weight < Self.leastWeight * (candidates.first?.weight ?? 0) {
                break
            }
            let term = phrase(for: candidate.term, counts) ?? candidate.term
            if chosen.contains(where: { terms.overlap($0, term) }) { continue }
            chosen.append(term)
        }
        return chosen.map(terms.text)
    }

    /// Returns the terms by falling weight, equal ones by text.
    private func ranked(_ counts: [Int32: Int], of size: Int) -> [(term: Int32, weight: Double)] {
        counts.map { term, count in
            let own = Double(count) / Double(max(1, size))
            let all = Double(frequencies[Int(term)]) / Double(max(1, texts))
            // A single group has no other texts to compare with: its frequent words are its label.
            let weight = size == texts ? own : own * max(0, log(own / all))
            return (term: term, weight: weight, text: terms.text(of: term))
        }
        .filter { $0.weight > 0 }
        .sorted { ($0.weight, $1.text) > ($1.weight, $0.text) }
        .map { ($0.term, $0.weight) }
    }

    /// Returns the pair of words in which a word occurs most, if that is at least half of its texts: `exchange rate`
    /// says more than `exchange`.
    private func phrase(for term: Int32, _ counts: [Int32: Int]) -> Int32? {
        guard case .latin(let word) = terms.terms[Int(term)], let own = counts[term] else { return nil }
        return counts.filter { other, count in
            guard case .phrase(let first, let second) = terms.terms[Int(other)] else { return false }
            return (first == word || second == word) && count >= 3 && count * 2 >= own
        }.min { ($0.value, terms.text(of: $1.key)) > ($1.value, terms.text(of: $0.key)) }?.key
    }
}
