import Guard
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
    private static let earlierShare = 4
    /// Characters of an older question that are kept where nobody summed it up.
    private static let questionLength = 60
    /// Turns that no summary covers by which it is time for one: each summary costs a call.
    private static let overdueTurns = 3

    package init(tokenBudget: Int) { self.tokenBudget = tokenBudget }

    /// What a prompt for the next question of `conversation` remembers.
    package func recall(_ conversation: Conversation) -> Recollection {
        let said = conversation.turns.filter(\.matters)
        guard tokenBudget >= Self.fewestTokens, !said.isEmpty else {
            return Recollection(earlier: nil, turns: [], overdue: [])
        }
        var recent = newest(of: said, tokens: tokenBudget)
        let isPartial = recent.count < said.count || conversation.summary != nil
        if isPartial { recent = newest(of: said, tokens: tokenBudget - tokenBudget / Self.earlierShare) }
        let covered = conversation.summary?.lastTurn ?? 0
        let forgotten = said.dropLast(recent.count).filter { $0.number > covered }
        return Recollection(
            earlier: earlier(conversation.summary, forgotten, tokens: tokenBudget / Self.earlierShare),
            turns: recent,
            overdue: forgotten.count >= Self.overdueTurns ? forgotten : []
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

/// What a prompt remembers of a conversation.
package struct Recollection: Sendable, Hashable {
    /// What was said before `turns`, in short; nil where nothing was.
    package let earlier: String?
    /// Oldest first.
    package let turns: [Conversation.Turn]
    /// Turns that are to be summed up, as soon as there is time for it: none of them stands in `turns` or in the summary.
    package let overdue: [Conversation.Turn]

    /// Customer and agent in turn. What was said before stands in the first message of the customer, for it is as little to
    /// be obeyed as a question.
    func messages(_ prompts: PromptLibrary, _ language: Language) -> [ChatMessage] {
        turns.enumerated().flatMap { index, turn in
            var question = PromptText.question(turn.question)
            if index == 0, let earlier {
                let values = ["summary": PromptText.passage(earlier), "question": question]
                question = prompts.text(.earlier, language, values)
            }
            return [ChatMessage(.user, question), ChatMessage(.assistant, turn.answer)]
        }
    }
}

extension Conversation.Turn {
    /// Whether the next question can be about it.
    fileprivate var matters: Bool {
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
