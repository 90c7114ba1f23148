import Answering
import RAGCore

/// Finds out whether questions would be answered now, by search and policy alone.
struct Recheck {
    /// A pipeline without a completion model.
    let pipeline: AnswerPipeline

    /// Returns how many of the questions of `group`, counted as often as they were asked, would be answered now. Throws
    /// `RAGError`.
    func answered(of group: UnansweredGroup) async throws -> Int {
        var answers: [String: Answer] = [:]
        var count = 0
        for question in group.questions {
            try Task.checkCancellation()
            let answer: Answer
            if let known = answers[question.meaning] {
                answer = known
            } else {
                answer = try await pipeline.answer(question.meaning)
                answers[question.meaning] = answer
            }
            if Self.closes(answer, question) { count += 1 }
        }
        return count
    }

    /// Returns whether `answer` closes the question. An answer that was marked bad is no better as long as it rests on
    /// the same passage.
    static func closes(_ answer: Answer, _ question: AskedQuestion) -> Bool {
        switch answer.decision {
        case .declined, .handedOver, .smallTalk, .blocked: return false
        case .answered, .direct, .quoted, .askedBack: break
        }
        guard question.isMarkedBad, let then = question.passage else { return true }
        return answer.sources.first.map { $0.path != then.path || $0.passage != then.text } ?? false
    }
}
