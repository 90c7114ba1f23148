import RAGCore

/// Chooses what of a conversation goes into a prompt: the last turns as they were said, and in a few lines what the older
/// ones were about.
///
/// A model reads what stands last best, and each token of it costs time: a turn that was declined, a greeting or a fixed
/// reply leaves no trace.
package struct ConversationMemory: Sendable, Hashable {
    /// Most tokens that all of it takes, as `TokenEstimator` counts; nothing is remembered with fewer than a short turn takes.
    package let tokenBudget: Int

    /// Tokens that a short turn takes.
    private static let fewestTokens = 32
    /// Tokens that the frame of a turn takes.
    private static let turnOverhead = 8
    /// Part of the budget that older turns take at most.
    private static let earlierDivisor = 4
    /// Characters of an older question that are kept where nobody summed it up.
    private static let questionLength = 60
    /// Turns that no summary covers by which it is time for one: each summary costs a call.
    private static let summaryInterval = 3

    package init(tokenBudget: Int) { self.tokenBudget = tokenBudget }

    /// What a prompt for the next question of `conversation` remembers.
    package func history(of conversation: Conversation) -> ConversationHistory {
        let kept = conversation.turns.filter(\.mayBeReferredTo)
        guard tokenBudget >= Self.fewestTokens, !kept.isEmpty else {
            return ConversationHistory(earlier: nil, turns: [], unsummarized: [])
        }
        var recent = newest(of: kept, tokens: tokenBudget)
        let isPartial = recent.count < kept.count || conversation.summary != nil
        if isPartial { recent = newest(of: kept, tokens: tokenBudget - tokenBudget / Self.earlierDivisor) }
        let covered = conversation.summary?.lastTurn ?? 0
        let forgotten = kept.dropLast(recent.count).filter { $0.number > covered }
        return ConversationHistory(
            earlier: earlier(conversation.summary, forgotten, tokens: tokenBudget / Self.earlierDivisor),
            turns: recent,
            unsummarized: forgotten.count >= Self.summaryInterval ? forgotten : []
        )
    }

    /// The newest turns that fit, oldest first. The last always does: its answer is cut where it is too long.
    private func newest(of turns: [Conversation.Turn], tokens: Int) -> [Conversation.Turn] {
        var chosen: [Conversation.Turn] = []
        var left = tokens
        for turn in turns.reversed() {
            let cost = TokenEstimator.count(turn.question) + TokenEstimator.count(turn.answer) + Self.turnOverhead
            if cost <= left {
                chosen.append(turn)
            } else {
                if chosen.isEmpty { chosen.append(turn.cut(toTokens: left - Self.turnOverhead)) }
                break
            }
            left -= cost
        }
        return chosen.reversed()
    }

    /// The summary, then, in what it leaves of the tokens, the questions since, oldest first; the oldest go where there are too
    /// many.
    private func earlier(_ summary: ConversationSummary?, _ turns: [Conversation.Turn], tokens: Int) -> String? {
        let text = summary.map { $0.text.cut(toTokens: tokens) } ?? ""
        var left = tokens - TokenEstimator.count(text)
        var questions: [String] = []
        for turn in turns.reversed() {
            let line = turn.question.split(whereSeparator: \.isNewline).joined(separator: " ")
            let question = "· " + line.prefix(Self.questionLength)
            left -= TokenEstimator.count(question) + 1
            guard left >= 0 else { break }
            questions.append(question)
        }
        let lines = ([text] + questions.reversed()).filter { !$0.isEmpty }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
}

extension Conversation.Turn {
    /// Whether the next question can be about it.
    fileprivate var mayBeReferredTo: Bool {
        switch decision {
        case .answered, .direct, .quoted, .askedBack: true
        case .declined, .handedOver, .smallTalk, .blocked: false
        }
    }

    fileprivate func cut(toTokens tokens: Int) -> Conversation.Turn {
        let question = question.cut(toTokens: max(tokens / 2, 0))
        return Conversation.Turn(
            number: number,
            question: question,
            standaloneQuestion: standaloneQuestion,
            answer: answer.cut(toTokens: tokens - TokenEstimator.count(question)),
            decision: decision
        )
    }
}
