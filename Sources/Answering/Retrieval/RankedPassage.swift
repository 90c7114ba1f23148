import RAGCore

/// A passage with what put it where it stands.
package struct RankedPassage: Sendable, Hashable {
    /// With its cosine to the question, or to the further wording of it that found the passage.
    package var hit: SearchHit
    /// What it is ranked by, 0 to 1; comparable within one retrieval only.
    package var score: Float
    /// Its place by cosine alone, from 1; nil where it is not among the candidates.
    package var vectorRank: Int?
    /// Its place by words alone, from 1; nil where it is not among the candidates.
    package var keywordRank: Int?
    /// Its BM25, and the share of the question's words that it holds; nil where it shares none.
    package var keyword: KeywordHit?
    /// What a reranker gave it, on the reranker's own scale; nil where none did.
    package var relevance: Float?
    /// Passages that this one stands for.
    package var absorbed: [AbsorbedPassage] = []
    /// The lines it was found by, where its neighbours have joined it since.
    package var foundLines: ClosedRange<Int>?

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
