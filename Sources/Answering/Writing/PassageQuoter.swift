import RAGCore

/// Answers without a completion model by quoting the best passages, each with its citation mark.
enum PassageQuoter {
    /// The most passages that are quoted, so that the text stays an answer rather than a list of results.
    private static let limit = 2
    /// The largest distance in score to the best passage at which a passage is quoted.
    private static let margin: Float = 0.02

    /// Returns the best passages that differ little in score.
    static func quoted(_ passages: [SearchHit]) -> [SearchHit] {
        guard let best = passages.first?.score else { return [] }
        return Array(passages.prefix(limit).prefix { best - $0.score <= margin })
    }

    /// Returns heading, text and citation mark of each quoted passage, with a blank line between them. The first mark
    /// is `[firstNumber]`.
    static func quote(_ passages: [SearchHit], numberedFrom firstNumber: Int = 1) -> String {
        quoted(passages).enumerated().map { "\($1.heading)\n\($1.chunk.text) [\($0 + firstNumber)]" }
            .joined(separator: "\n\n")
    }
}
