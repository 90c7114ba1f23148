import Answering
import RAGCore

/// Judges the search and the decision to answer as customers meet them, without a completion call for answers.
package struct SearchEvaluation: Sendable {
    private let stored: StoredAnswers?
    private let search: ConversationSearch
    private let policy: AnswerPolicy
    /// Questions that are searched at once.
    private let concurrency: Int

    /// Creates an evaluation of `search` and `policy`, and of `stored` answers if given.
    package init(stored: StoredAnswers? = nil, search: ConversationSearch, policy: AnswerPolicy, concurrency: Int = 4) {
        self.stored = stored
        self.search = search
        self.policy = policy
        self.concurrency = max(concurrency, 1)
    }

    /// Searches for `limit` passages for each question. `progress` gets the number of questions done. Throws the
    /// errors of the search and `CancellationError`.
    package func run(
        _ cases: [EvaluationCase],
        limit: Int,
        progress: (Int) -> Void = { _ in }
    ) async throws -> EvaluationRun {
        var judgements = [Judgement?](repeating: nil, count: cases.count)
        var done = 0
        try await withThrowingTaskGroup(of: (Int, Judgement).self) { group in
            for index in cases.indices {
                if index >= concurrency, let (place, judgement) = try await group.next() {
                    judgements[place] = judgement
                    done += 1
                    progress(done)
                }
                group.addTask { (index, try await judge(cases[index], limit: limit)) }
            }
            for try await (place, judgement) in group { judgements[place] = judgement }
        }
        try Task.checkCancellation()
        progress(cases.count)
        return EvaluationRun(judgements.compactMap { $0 })
    }

    private func judge(_ question: EvaluationCase, limit: Int) async throws -> Judgement {
        let finding = try await search.find(
            question.question,
            in: Conversation(utterances: question.history),
            limit: limit
        )
        var direct = try await stored?.answer(to: question.question)
        if direct == nil, let meant = finding.standaloneQuestion { direct = try await stored?.answer(to: meant) }
        return Judgement(question, direct: direct, finding: finding, policy: policy)
    }
}
