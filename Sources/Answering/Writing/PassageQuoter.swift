import RAGCore

/// Answers without a completion model: the best passages as they stand, each with its mark.
enum PassageQuoter {
    /// Passages quoted at most; more is a search result, not an answer.
    private static let limit = 2
    /// A passage is quoted where its score comes this near to the best one's.
    private static let margin: Float = 0.02

    /// The best passages, which differ little in score.
    static func quoted(_ passages: [SearchHit]) -> [SearchHit] {
        guard let best = passages.first?.score else { return [] }
        return Array(passages.prefix(limit).prefix { best - $0.score <= margin })
    }

    /// Heading, passage and mark of each, with a blank line between them.
    static func quote(_ passages: [SearchHit]) -> String {
        quoted(passages).enumerated().map { "\($1.heading)\n\($1.chunk.text) [\($0 + 1)]" }.joined(separator: "\n\n")
    }
}
