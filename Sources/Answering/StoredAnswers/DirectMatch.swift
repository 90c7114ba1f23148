import Lexicon
import RAGCore

/// Finds the stored question that means the same as a customer's, so that its answer can be given as written.
///
/// A high cosine does not mean the same question: `寄到新加坡要几天` is nearer to
/// `寄到新加坡要交税吗` than to most of its paraphrases. A match must have the same content words, whatever
/// its fillers, order and punctuation. All other questions go to the completion model, which reads the stored answer
/// as a passage.
enum DirectMatch {
    /// The least cosine between the two questions.
    static let nearness: Float = 0.93
    /// The least difference in cosine to the best question with another answer.
    static let margin: Float = 0.005

    /// Returns the pair whose question means the same as `question`; nil if no pair certainly does. The score of a
    /// pair is the cosine between the two questions.
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
