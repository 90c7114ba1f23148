import RAGCore

/// Finds the stored question that means the same as a customer's, so that its answer can be given as it stands.
///
/// Near is not the same, and no cosine tells: `寄到新加坡要几天` lies nearer to `寄到新加坡要交税吗` than most paraphrases of it. Only a
/// question that says the same in the same content words is answered so, whatever its fillers, order and punctuation; all
/// others go to the completion model, which reads the stored answer beside the question.
enum DirectMatch {
    /// Least cosine between the two questions.
    private static let nearness: Float = 0.93
    /// How much nearer it must be than the question of any other answer.
    private static let margin: Float = 0.005

    /// The passage whose stored question means the same as `question`; nil where none surely does.
    static func find(_ question: String, in passages: [RankedPassage]) -> RankedPassage? {
        let language = Language(of: question)
        let pairs = passages.filter { $0.hit.questionScore != nil && $0.hit.chunk.language == language }
            .sorted { $0.hit.questionScore ?? 0 > $1.hit.questionScore ?? 0 }
        guard let best = pairs.first, let score = best.hit.questionScore, let stored = best.hit.chunk.question,
            score >= nearness
        else { return nil }
        let next = pairs.first { $0.hit.chunk.text != best.hit.chunk.text }?.hit.questionScore ?? 0
        guard score - next >= margin else { return nil }
        let asked = Gist(question), known = Gist(stored)
        return asked.says(known) ? best : nil
    }
}
