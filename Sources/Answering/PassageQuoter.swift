import RAGCore

/// Answers without a completion model: the best passages as they stand, each with its mark.
enum PassageQuoter {
    /// Passages quoted at most; more is a search result, not an answer.
    private static let limit = 2
    /// A passage is quoted where its score comes this near to the best one's.
    private static let margin: Float = 0.02

    /// The best passages, which differ little in score.
    static func quoted(_ passages: [NumberedPassage]) -> [NumberedPassage] {
        guard let best = passages.first?.hit.score else { return [] }
        return passages.prefix(limit).filter { best - $0.hit.score <= margin }
    }

    /// Heading, passage and mark of each, with a blank line between them.
    static func quote(_ passages: [NumberedPassage]) -> String {
        quoted(passages).map { "\($0.heading)\n\($0.hit.chunk.text) [\($0.number)]" }.joined(separator: "\n\n")
    }
}
