/// A passage that the search of a turn found.
package struct HitRecord: Sendable, Hashable, Codable {
    /// The copy of the passage.
    package let passage: PassageRecord
    /// The cosine between question and passage.
    package let score: Float
    /// The score that the passage was ranked by; nil if that is the cosine.
    package let rankScore: Float?

    /// Creates a record of a found passage.
    package init(_ passage: PassageRecord, score: Float, rankScore: Float? = nil) {
        self.passage = passage
        self.score = score
        self.rankScore = rankScore
    }
}
