import RAGCore

/// A passage of a search result with the reasons for its rank.
package struct RankedPassage: Sendable, Hashable {
    /// The passage, with its cosine to the question or to the further wording that found it.
    package var hit: SearchHit
    /// The score of the ranking, 0 to 1. Comparable within one search only.
    package var score: Float
    /// The rank by cosine alone, from 1; nil if the passage is not among those candidates.
    package var vectorRank: Int?
    /// The rank by keywords alone, from 1; nil if the passage is not among those candidates.
    package var keywordRank: Int?
    /// The BM25 score and the share of the question's words in the passage; nil if it contains none of them.
    package var keyword: KeywordHit?
    /// The comparison with the question word by word; nil if there was none.
    package var alignment: Alignment?
    /// The score of a reranker, on the reranker's own scale; nil without a reranker.
    package var relevance: Float?
    /// The passages that were merged into this one.
    package var absorbed: [AbsorbedPassage] = []
    /// The lines that were found, if neighbours were joined to the passage later; nil otherwise.
    package var foundLines: ClosedRange<Int>?

    /// Creates a passage with its rank on each side of the search.
    package init(
        hit: SearchHit,
        score: Float,
        vectorRank: Int? = nil,
        keywordRank: Int? = nil,
        keyword: KeywordHit? = nil,
        alignment: Alignment? = nil
    ) {
        self.hit = hit
        self.score = score
        self.vectorRank = vectorRank
        self.keywordRank = keywordRank
        self.keyword = keyword
        self.alignment = alignment
    }
}
