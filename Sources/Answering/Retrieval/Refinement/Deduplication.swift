import RAGCore

/// Leaves out what a better passage says already: the same text from two sources, another edition of it, a part of it.
///
/// Wording alone would not do: `Gold members: 30 days` and `Silver members: 15 days` differ in two words of a page. A passage
/// goes only where the better one holds nearly all its word pairs, everything it names, and its numbers in their order.
package struct Deduplication: Refinement {
    package let name = "near-duplicates merged"

    /// Share of a passage's word pairs that the better one must hold.
    private static let overlap: Float = 0.9
    /// Passages looked at for more, where fewer are asked for.
    private static let most = 100

    /// What passages say, by the passage: the same ones come up again and again.
    private let contents = RecentCache<PassageContent.Source, PassageContent>(capacity: 2_048)

    package init() {}

    package func depth(for limit: Int) -> Int { max(limit, min(2 * limit, Self.most)) }

    package func refine(_ passages: [RankedPassage], for question: String) async throws -> [RankedPassage] {
        merged(passages)
    }

    /// The passages that say something new, in their order, each with those that it stands for.
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
