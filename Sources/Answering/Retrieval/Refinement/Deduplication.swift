import RAGCore

/// Merges passages into better ones that say the same: the same text from two sources, another edition of it, a part
/// of it.
///
/// Similar wording is not enough: `Gold members: 30 days` and `Silver members: 15 days` differ in two words of a
/// page. A passage is merged only if the better one contains nearly all its word pairs, all its names, and its
/// numbers in order.
package struct Deduplication: Refinement {
    /// The step, for `kefu search --explain`.
    package let name = "near-duplicates merged"

    /// The least share of a passage's word pairs that the better one must contain.
    private static let overlap: Float = 0.9
    /// The most passages that are searched for only to replace merged ones.
    private static let most = 100

    /// The analysed passages, because the same ones occur in many searches.
    private let contents = RecentCache<PassageContent.Source, PassageContent>(capacity: 2_048)

    /// Creates the step with an empty cache.
    package init() {}

    /// Returns twice `limit`, at most 100 unless `limit` is larger.
    package func depth(for limit: Int) -> Int { max(limit, min(2 * limit, Self.most)) }

    /// Returns the passages without near-duplicates of better ones.
    package func refine(_ passages: [RankedPassage], for question: String) async throws -> [RankedPassage] {
        merged(passages)
    }

    /// Returns the passages that add something, in order, each with those that were merged into it.
    func merged(_ passages: [RankedPassage]) -> [RankedPassage] {
        var kept: [(passage: RankedPassage, content: PassageContent)] = []
        for passage in passages {
            let source = PassageContent.Source(passage.hit)
            let content = contents.value(for: source) { PassageContent(source) }
            let shares = kept.lazy.enumerated().map { place, other in
                (place, content.isNamed(by: other.content) ? content.overlap(in: other.content) : 0)
            }
            if let (place, share) = shares.first(where: { $0.1 >= Self.overlap }) {
                kept[place].passage.absorbed.append(
                    AbsorbedPassage(hit: passage.hit, reason: .duplicate(overlap: share))
                )
            } else {
                kept.append((passage, content))
            }
        }
        return kept.map(\.passage)
    }
}
