import RAGCore

/// The replies that need no model: greetings, refusals, the way to a person. They are prompt files, so that they can
/// be changed without a build.
struct FixedReplies: Sendable {
    let prompts: PromptLibrary
    let company: [Language: Company]

    /// Returns the text that a customer sees if `draft` ends with `decision`.
    func text(_ decision: Answer.Decision, _ reason: Answer.Reason?, _ draft: AnswerDraft) -> String {
        names(decision, reason).map { prompts.text($0, draft.language, slots(reason, draft)) }
            .joined(separator: "\n")
    }

    private func names(_ decision: Answer.Decision, _ reason: Answer.Reason?) -> [PromptName] {
        switch (decision, reason) {
        case (.smallTalk, .thanks): [.thanks]
        case (.smallTalk, .farewell): [.farewell]
        case (.smallTalk, .identity): [.identity, .handoff]
        case (.smallTalk, .errand): [.errand, .handoff]
        case (.smallTalk, .unclear): [.unclear]
        case (.smallTalk, _): [.greeting]
        case (.askedBack, _): [.askBack]
        case (.handedOver, _): [.handover, .handoff]
        case (.quoted, _): [.withdrawn]
        default: [.refusal, .handoff]
        }
    }

    /// Returns the company's slots, the reason as a section of its own, and the titles of the passages.
    private func slots(_ reason: Answer.Reason?, _ draft: AnswerDraft) -> [String: Any] {
        var slots = company[draft.language]?.slots ?? [:]
        if let reason { slots[reason.rawValue] = true }
        if let team = draft.team { slots["team"] = ["name": team] }
        // Passages of one document differ by their headings.
        let titles = draft.passages.map(\.documentTitle)
        let isTold = Set(titles).count == titles.count && draft.passages.allSatisfy { $0.chunk.question == nil }
        slots["readings"] = draft.passages.map { ["title": isTold ? $0.documentTitle : $0.label] }
        return slots
    }
}
