/// The prompts that kefu works with, and the slots each must show.
package enum PromptName: String, Sendable, CaseIterable {
    /// Who speaks, and by what rules. With the example the fixed part of every request.
    case system
    /// A worked example in the shape of `answer`: small models do as they see, more than as they are told.
    case exampleQuestion = "example-question"
    case exampleAnswer = "example-answer"
    /// The passages and the question.
    case answer
    /// Makes a whole question out of one that leans on the conversation.
    case rewrite
    /// Sums up what was said, for a conversation that has grown long.
    case summary
    /// The customer's first message that is remembered, behind a summary of what was said before it.
    case earlier
    /// Words the question in other ways, to search for each.
    case queryVariants = "query-variants"
    /// Invents the passage that would answer the question, to search for it.
    case hypotheticalPassage = "hypothetical-passage"
    /// Puts passages in the order in which they answer the question.
    case rerank
    /// What a customer reads when the documents do not say.
    case refusal
    /// How a customer reaches a person.
    case handoff
    /// What a customer reads who is sent to a person.
    case handover
    /// Asks which of several readings is meant.
    case askBack = "ask-back"
    /// Follows a sentence of an answer that no passage bears out.
    case unsupportedMark = "unsupported-mark"
    /// What a customer reads who greets, thanks or takes leave.
    case greeting
    case thanks
    case farewell

    /// Slots without which the prompt cannot do its work.
    var requiredSlots: [String] {
        switch self {
        case .system, .exampleQuestion, .exampleAnswer: []
        case .answer: ["question", "number", "heading", "text"]
        case .rewrite: ["question", "customer", "agent"]
        case .summary: ["summary", "customer", "agent"]
        case .earlier: ["summary", "question"]
        case .refusal, .handover, .unsupportedMark, .greeting, .thanks, .farewell: []
        case .askBack: ["title"]
        case .queryVariants: ["question", "count"]
        case .hypotheticalPassage: ["question"]
        case .rerank: ["question", "number", "text"]
        case .handoff: ["contact"]
        }
    }

    /// A filling in which every slot holds a word of its own, to see which slots a template shows.
    static func probe(_ slot: (String) -> String) -> [String: Any] {
        [
            "company": slot("company"), "contact": slot("contact"), "question": slot("question"),
            "summary": slot("summary"),
            "count": slot("count"),
            "passages": [
                ["number": slot("number"), "heading": slot("heading"), "date": slot("date"), "text": slot("text")]
            ],
            "readings": [["title": slot("title")]],
            "turns": [["customer": slot("customer"), "agent": slot("agent")]],
        ]
    }
}
