/// Texts that mean the same. All positions are those of the grouped list.
package struct TextGroup: Sendable, Hashable {
    /// Positions of all texts of the group, ascending.
    package let members: [Int]
    /// Position of the text nearest to all others, among those that may represent the group if there are any.
    package let representative: Int
    /// Positions of the different wordings that may represent the group: heaviest first, then nearest to all others.
    package let wordings: [Int]
    /// Sum of the weights of all texts.
    package let weight: Int
}
