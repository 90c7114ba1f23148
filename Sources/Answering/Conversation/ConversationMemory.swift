import RAGCore

/// Chooses the part of a conversation that goes into a prompt: the last turns as they were, and a few lines about the
/// older ones.
///
/// Models weigh the end of a prompt most, and each token costs time. Turns that were declined, greetings and fixed
/// replies are left out.
package struct ConversationMemory: Sendable, Hashable {
    /// The most tokens that the memory takes, as `TokenEstimator` counts. Below the size of a short turn nothing is
    /// remembered.
    package let tokenBudget: Int

    /// The number of tokens that a short turn takes.
    private static let fewestTokens = 32
    /// The number of tokens that the message frame of a turn takes.
    private static let turnOverhead = 8
    /// The part of the budget that older turns may take is one divided by this.
    private static let earlierDivisor = 4
    /// The number of characters of an older question that are kept if no summary covers it.
    private static let questionLength = 60
    /// The number of turns without a summary from which one is due, because each summary costs a call.
    private static let summaryInterval = 3

    /// Creates a memory of at most `tokenBudget` tokens.
    package init(tokenBudget: Int) { self.tokenBudget = tokenBudget }

    /// Returns the part of `conversation` that a prompt for the next question contains.
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

    /// Returns the newest turns that fit, oldest first. The last turn is always included; its answer is cut if it is
    /// too long.
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

    /// Returns the summary followed by the questions since then, oldest first. If they exceed `tokens`, the oldest
    /// questions are left out.
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
    /// Whether the next question may refer to the turn.
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
