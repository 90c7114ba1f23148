import Lexicon
import RAGCore

/// Finds texts that say the same, in groups, and pairs that only look so.
///
/// A high cosine does not mean the same: among 40 pairs of near misses about one shop (`40 m² kitchen` and `40 m²
/// living
/// room`) the cosines reach .92, more than those of most paraphrases. So texts with other words are the same only from
/// a
/// cosine that near misses do not reach, and without a number, name or denial that only one of them has; all others are
/// shown as look-alikes for a person to judge.
package struct DuplicateSearch: Sendable {
    /// The least cosine, without the mean of the language, of texts with other words that say the same.
    ///
    /// Of the pairs of STS-B (dev and test) that are joined with it, people give 96% (zh) and 98% (en) at least 4 of 5;
    /// 28% and 40% of the pairs with at least 4.5 are found. No questions of Tests/Fixtures/faq-paraphrases with
    /// different answers are joined; with .91 two are.
    package static let strictNearness: Float = 0.93
    /// The least cosine of a look-alike.
    package static let looseNearness: Float = 0.85
    /// Neighbours of a text that are compared.
    private static let neighbours = 20

    private let nearness: Float

    /// Creates a search. Texts with other words are the same from the cosine `nearness` on.
    package init(nearness: Float = Self.strictNearness) { self.nearness = nearness }

    /// The result of a search.
    package struct Result: Sendable, Hashable {
        /// The groups, largest first, then by the text of their representative.
        package let groups: [DuplicateGroup]
        /// Pairs that look the same but are in no common group, nearest first.
        package let lookAlikes: [LookAlike]
    }

    /// Returns the groups and look-alikes of `texts`, whose vectors are `vectors`, centred on `means`, which are
    /// theirs if none are given. The order of the texts decides only
    /// which of equal texts represents them. Throws `CancellationError`.
    package func duplicates(
        among texts: [String],
        languages: [Language?],
        vectors: VectorTable,
        means: LanguageMeans? = nil
    ) async throws -> Result {
        let wordings = wordings(of: texts)
        // Sorted by text, so that the order of the input changes nothing.
        let leaders = wordings.map(\.representative)
        let centred = (means ?? LanguageMeans(vectors, languages: languages)).centred(vectors, languages: languages)
            .rows(leaders)
        let table = try await NeighbourTable.nearest(in: centred, count: Self.neighbours)
        var same: [(one: Int, other: Int, cosine: Float)] = []
        var lookAlikes: [(one: Int, other: Int, cosine: Float, difference: LookAlike.Difference)] = []
        for one in leaders.indices {
            if one % 256 == 0 { try Task.checkCancellation() }
            for rank in 0..<table.width {
                let place = one * table.width + rank
                let (other, cosine) = (Int(table.positions[place]), table.cosines[place])
                guard cosine >= min(nearness, Self.looseNearness) else { break }
                // A pair that both lists hold is compared once.
                if other < one, table.holds(one, among: other) { continue }
                let difference = DuplicateComparison.difference(texts[leaders[one]], texts[leaders[other]])
                if difference == nil, cosine >= nearness {
                    same.append((min(one, other), max(one, other), cosine))
                } else {
                    lookAlikes.append((min(one, other), max(one, other), cosine, difference ?? .words))
                }
            }
        }
        let joined = Self.joined(same, count: wordings.count)
        let groups = joined.groups.map { group in
            Self.group(of: group.map { wordings[$0] })
        }
        .filter { $0.members.count > 1 }
        .sorted { ($1.members.count, texts[$0.representative]) < ($0.members.count, texts[$1.representative]) }
        let apart = same.map { ($0.one, $0.other, $0.cosine, LookAlike.Difference.words) }
        let pairs = (lookAlikes + apart).filter { joined.owner[$0.0] != joined.owner[$0.1] }
            .sorted { ($1.2, texts[leaders[$0.0]], $0.1) < ($0.2, texts[leaders[$1.0]], $1.1) }
            .map { LookAlike(first: leaders[$0.0], second: leaders[$0.1], cosine: $0.2, difference: $0.3) }
        return Result(groups: groups, lookAlikes: pairs)
    }

    /// Texts of one wording.
    private struct Wording {
        let members: [Int]
        let representative: Int
        let kind: DuplicateKind
    }

    /// Returns the texts grouped by content words, ordered by text.
    private func wordings(of texts: [String]) -> [Wording] {
        let exact = Dictionary(grouping: texts.indices) { position in
            let key = DuplicateKey(texts[position])
            // Texts of marks alone are the same only to the letter.
            return key.isEmpty ? "\u{0}" + texts[position] : key.text
        }
        // A question without content words has no meaning to compare.
        let byMeaning = Dictionary(grouping: exact.values.map { $0.sorted() }) { group -> QuestionMeaning? in
            let text = texts[group[0]]
            guard text.utf8.count <= DuplicateComparison.longestQuestion else { return nil }
            let meaning = QuestionMeaning(text)
            return meaning.isSame(as: meaning) ? meaning : nil
        }
        var wordings: [Wording] = []
        for (meaning, groups) in byMeaning {
            for joined in meaning == nil ? groups.map({ [$0] }) : [groups] {
                let most = joined.min { ($1.count, texts[$0[0]]) < ($0.count, texts[$1[0]]) } ?? []
                wordings.append(
                    Wording(
                        members: joined.flatMap { $0 }.sorted(),
                        representative: most[0],
                        kind: joined.count > 1 ? .wording : .exact
                    )
                )
            }
        }
        return wordings.sorted {
            (texts[$0.representative], $0.representative) < (texts[$1.representative], $1.representative)
        }
    }

    private static func group(of wordings: [Wording]) -> DuplicateGroup {
        let kind = wordings.count > 1 ? DuplicateKind.meaning : wordings.map(\.kind).max() ?? .exact
        let most = wordings.max { ($0.members.count, $1.representative) < ($1.members.count, $0.representative) }
        return DuplicateGroup(
            members: wordings.flatMap(\.members).sorted(),
            representative: most?.representative ?? 0,
            kind: kind
        )
    }

    /// Joins pairs, nearest first, as long as all texts of two groups are the same in pairs: chains of texts that have
    /// less and less in common are no group.
    private static func joined(
        _ pairs: [(one: Int, other: Int, cosine: Float)],
        count: Int
    ) -> (groups: [[Int]], owner: [Int]) {
        let known = Set(pairs.map { [$0.one, $0.other] })
        var owner = Array(0..<count)
        var groups = (0..<count).map { [$0] }
        for pair in pairs.sorted(by: { ($1.cosine, $0.one, $0.other) < ($0.cosine, $1.one, $1.other) }) {
            let (one, other) = (owner[pair.one], owner[pair.other])
            guard one != other,
                groups[one].allSatisfy({ first in
                    groups[other].allSatisfy { known.contains([min(first, $0), max(first, $0)]) }
                })
            else { continue }
            let (kept, moved) = (min(one, other), max(one, other))
            for text in groups[moved] { owner[text] = kept }
            groups[kept] += groups[moved]
            groups[moved] = []
        }
        return (groups.filter { !$0.isEmpty }, owner)
    }
}

extension NeighbourTable {
    fileprivate func holds(_ row: Int, among other: Int) -> Bool {
        positions[(other * width)..<((other + 1) * width)].contains(Int32(row))
    }
}
