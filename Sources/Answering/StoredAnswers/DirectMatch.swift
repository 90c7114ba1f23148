import RAGCore

/// Tells which stored question means the same as a customer's, so that its answer can be given as it stands.
///
/// Near is not the same, and no cosine tells: `寄到新加坡要几天` lies nearer to `寄到新加坡要交税吗` than most paraphrases of it. Only a
/// question that says the same in the same content words is answered so, whatever its fillers, order and punctuation; all
/// others go to the completion model, which reads the stored answer beside the question.
enum DirectMatch {
    /// Least cosine between the two questions.
    static let nearness: Float = 0.93
    /// How much nearer it must be than the question of any other answer.
    static let margin: Float = 0.005

    /// The pair among `pairs` whose question means the same as `question`; nil where none surely does. The score of a pair is the
    /// cosine between the two questions.
    static func find(_ question: String, in pairs: [SearchHit]) -> SearchHit? {
        let language = Language(of: question)
        let pairs = pairs.filter { $0.chunk.question != nil && $0.chunk.language == language }
            .sorted { $0.score > $1.score }
        guard let best = pairs.first, best.score >= nearness, let stored = best.chunk.question else { return nil }
        let next = pairs.first { $0.chunk.text != best.chunk.text }?.score ?? 0
        guard best.score - next >= margin else { return nil }
        return question == stored || QuestionMeaning(question).matches(QuestionMeaning(stored)) ? best : nil
    }
}
