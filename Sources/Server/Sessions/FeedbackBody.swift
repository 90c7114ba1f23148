import RAGCore

/// The body of feedback on an answer.
struct FeedbackBody: Decodable, Sendable {
    let verdict: Feedback.Verdict
    let words: String?

    /// The most characters of a person's own words.
    static let longestWords = 2_000

    /// Throws `APIError` where the words are too long.
    func check() throws(APIError) {
        guard (words?.unicodeScalars.count ?? 0) <= Self.longestWords else {
            throw .invalid(
                "words",
                "The words are longer than \(Self.longestWords) characters",
                "文字超过 \(Self.longestWords) 个字符"
            )
        }
    }
}

/// The reply to feedback.
struct FeedbackReply: Encodable, Sendable {
    let sessionId: String
    let turn: Int
    let verdict: Feedback.Verdict
}
