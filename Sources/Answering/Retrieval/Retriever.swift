import RAGCore

/// Finds passages for a question that stands alone.
package protocol Retriever: Sendable {
    /// What was found, at most `limit` passages, best first. Throws `RAGError`.
    func retrieve(_ question: String, limit: Int) async throws -> Retrieval
}

/// What a search found, and what it says about how near it is.
package struct Retrieval: Sendable {
    /// Best first.
    package var passages: [RankedPassage]
    package var evidence: RetrievalEvidence

    package init(passages: [RankedPassage], evidence: RetrievalEvidence) {
        self.passages = passages
        self.evidence = evidence
    }

    /// The passages without their ranking.
    package var hits: [SearchHit] { passages.map(\.hit) }

    /// The first `limit` passages.
    func prefix(_ limit: Int) -> Retrieval { Retrieval(passages: Array(passages.prefix(limit)), evidence: evidence) }
}

/// A passage with what put it where it stands.
package struct RankedPassage: Sendable, Hashable {
    /// With its cosine to the question.
    package let hit: SearchHit
    /// What it is ranked by, 0 to 1; comparable within one retrieval only.
    package var score: Float
    /// Its place by cosine alone, from 1; nil where it is not among the candidates.
    package var vectorRank: Int?
    /// Its place by words alone, from 1; nil where it is not among the candidates.
    package var keywordRank: Int?
    /// Its BM25, and the share of the question's words that it holds; nil where it shares none.
    package var keyword: KeywordHit?

    package init(
        hit: SearchHit,
        score: Float,
        vectorRank: Int? = nil,
        keywordRank: Int? = nil,
        keyword: KeywordHit? = nil
    ) {
        self.hit = hit
        self.score = score
        self.vectorRank = vectorRank
        self.keywordRank = keywordRank
        self.keyword = keyword
    }
}
