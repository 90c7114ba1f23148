/// Texts that say the same.
package struct DuplicateGroup: Sendable, Hashable {
    /// The positions of the texts, ascending; at least two.
    package let members: [Int]
    /// The position of the text that stands for the group: the most frequent wording, of those the first.
    package let representative: Int
    /// The loosest relation within the group.
    package let kind: DuplicateKind
}
