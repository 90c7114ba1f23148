/// A passage that a search found.
package struct HitRecord: Sendable, Hashable, Codable {
    package let passage: PassageRecord
    /// Cosine between question and passage.
    package let score: Float
    /// What it was ranked by, where that is another score.
    package let rankScore: Float?

    package init(_ passage: PassageRecord, score: Float, rankScore: Float? = nil) {
        self.passage = passage
        self.score = score
        self.rankScore = rankScore
    }
}
