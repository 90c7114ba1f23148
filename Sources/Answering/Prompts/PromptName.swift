/// The names of the prompts and the slots that each must contain.
package enum PromptName: String, Sendable, CaseIterable {
    /// The role and the rules of the agent. Together with the example it is the fixed part of every request.
    case system
    /// The question of a worked example in the form of `answer`. Small models imitate examples better than they
    /// follow rules.
    case exampleQuestion = "example-question"
    /// The answer of the worked example.
    case exampleAnswer = "example-answer"
    /// The passages and the question.
    case answer
    /// Asks for a complete question in place of one that depends on the conversation.
    case rewrite
    /// Asks for a summary of older turns.
    case summary
    /// The customer's first message in a prompt, with a summary of the turns before it.
    case earlier
    /// Asks for other wordings of the question, which are searched for as well.
    case queryVariants = "query-variants"
    /// Asks for an invented passage that would answer the question, which is searched for.
    case hypotheticalPassage = "hypothetical-passage"
    /// Asks for the order in which passages answer the question best.
    case rerank
    /// The reply if the documents do not answer the question.
    case refusal
    /// The way to reach a person.
    case handoff
    /// The reply to a customer who is referred to a person.
    case handover
    /// Asks the customer which of several meanings is meant.
    case askBack = "ask-back"
    /// The mark behind a sentence that no passage supports.
    case unsupportedMark = "unsupported-mark"
    /// The note above passages that are quoted in place of a faulty answer.
    case withdrawn
    /// The reply to a greeting.
    case greeting
    /// The reply to thanks.
    case thanks
    /// The reply to a farewell.
    case farewell
    /// The reply to a customer who asks what the agent is or can do.
    case identity
    /// The reply to a customer who wants an order looked up.
    case errand
    /// The reply to a message that does not say what it is about.
    case unclear

    /// The slots that the prompt cannot do without.
    var requiredSlots: [String] {
        switch self {
        case .system, .exampleQuestion, .exampleAnswer: []
        case .answer: ["question", "number", "heading", "text"]
        case .rewrite: ["question", "customer", "agent"]
        case .summary: ["summary", "customer", "agent"]
        case .earlier: ["summary", "question"]
        case .refusal, .handover, .unsupportedMark, .withdrawn, .greeting, .thanks, .farewell, .identity, .errand,
            .unclear:
            []
        case .askBack: ["title"]
        case .queryVariants: ["question", "count"]
        case .hypotheticalPassage: ["question"]
        case .rerank: ["question", "number", "text"]
        case .handoff: ["contact"]
        }
    }

    /// Returns values that fill every slot with a recognisable text, to find out which slots a template contains.
    static func probe(_ slot: (String) -> String) -> [String: Any] {
        [
            "company": slot("company"), "contact": slot("contact"), "question": slot("question"),
            "summary": slot("summary"),
            "count": slot("count"),
            "passages": [
                ["number": slot("number"), "heading": slot("heading"), "date": slot("date"), "text": slot("text")]
            ],
            "readings": [["title": slot("title")]], "team": ["name": slot("name")],
            "turns": [["customer": slot("customer"), "agent": slot("agent")]],
        ]
    }
}
