/// A passage that an answer rests on.
package struct SourceRecord: Sendable, Hashable, Codable {
    /// The number that stands for it in the answer.
    package let number: Int
    package let passage: PassageRecord
    /// Cosine between question and passage.
    package let score: Float
    /// Whether the answer bears its mark.
    package let isCited: Bool

    package init(number: Int, passage: PassageRecord, score: Float, isCited: Bool) {
        self.number = number
        self.passage = passage
        self.score = score
        self.isCited = isCited
    }
}
