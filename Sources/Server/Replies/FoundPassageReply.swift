import RAGCore

/// A passage that a search found, as clients get it: the fields of the passage and its scores.
struct FoundPassageReply: Encodable, Sendable {
    let passage: PassageReply
    /// The cosine between question and passage.
    let score: Float
    /// The score that the passages are ordered by; nil where it was not stored.
    let rankScore: Float?

    private enum CodingKeys: String, CodingKey { case score, rankScore }

    init(_ hit: SearchHit, rankScore: Float) {
        passage = PassageReply(hit)
        score = hit.score
        self.rankScore = rankScore
    }

    init(_ hit: HitRecord) {
        passage = PassageReply(hit.passage)
        score = hit.score
        rankScore = hit.rankScore
    }

    func encode(to encoder: any Encoder) throws {
        try passage.encode(to: encoder)
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(score, forKey: .score)
        try object.encode(rankScore, forKey: .rankScore)
    }
}
