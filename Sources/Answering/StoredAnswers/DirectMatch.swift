import Lexicon
import RAGCore

/// Finds the stored question that means the same as a customer's, so that its answer can be given as written.
///
/// A high cosine does not mean the same question: `寄到新加坡要几天` is nearer to
/// `寄到新加坡要交税吗` than to most of its paraphrases. A match must say the same with the same words or
/// synonyms, whatever its fillers and order. All other questions go to the completion model, which reads the stored
/// answer as a passage.
struct DirectMatch: Sendable {
    /// The least cosine between the two questions, so that few are compared.
    static let nearness: Float = 0.8

    private let synonyms: Synonyms
    /// Recently compared stored questions, which many customers' questions are compared with.
    private let stored = RecentCache<String, CanonicalQuestion>(capacity: 2_048)

    init(synonyms: Synonyms) { self.synonyms = synonyms }

    /// Returns the pair whose question means the same as `question`; nil if there is none, or if several with different
    /// answers do. The score of a pair is the cosine between the two questions.
    func find(_ question: String, in pairs: [SearchHit]) -> SearchHit? {
        let language = Language(of: question)
        let asked = CanonicalQuestion(question, synonyms)
        let same = pairs.filter { pair in
            guard let text = pair.chunk.question, pair.chunk.language == language else { return false }
            guard pair.score >= Self.nearness else { return false }
            return text == question || asked.matches(stored.value(for: text) { CanonicalQuestion(text, synonyms) })
        }
        let exact = same.filter { $0.chunk.question == question }
        let best = exact.isEmpty ? same : exact
        return Set(best.map(\.chunk.text)).count == 1 ? best.max { $0.score < $1.score } : nil
    }
}
