/// A passage that the answer of a turn is based on.
package struct SourceRecord: Sendable, Hashable, Codable {
    /// The citation number in the answer, from 1.
    package let number: Int
    /// The copy of the passage.
    package let passage: PassageRecord
    /// The cosine between question and passage.
    package let score: Float
    /// Whether the answer contains the citation mark of the passage.
    package let isCited: Bool

    /// Creates a record of a source.
    package init(number: Int, passage: PassageRecord, score: Float, isCited: Bool) {
        self.number = number
        self.passage = passage
        self.score = score
        self.isCited = isCited
    }
}
