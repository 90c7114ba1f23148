import RAGCore

/// How answers are made; every value comes from the configuration.
package struct AnswerSettings: Sendable, Hashable {
    /// Whom the agent speaks for, in each language.
    package let company: [Language: Company]
    /// Passages fetched for a question.
    package let passages: Int
    /// Most tokens of passages in a prompt.
    package let contextTokens: Int
    /// Most tokens of an answer.
    package let maximumTokens: Int
    /// 0 for the likeliest words; nil for the provider's default.
    package let temperature: Double?
    /// Most tokens of what was said before in a prompt; 0 to remember nothing.
    package let memoryTokens: Int
    /// Tokens that the model takes, prompt and answer together.
    package let windowTokens: Int
    /// What becomes of sentences that no passage bears out.
    package let unsupported: Unsupported
    /// Whether passages are quoted where the model fails before its first word, instead of failing.
    package let quotesWhenModelFails: Bool

    /// What becomes of a sentence of the model's that no passage bears out.
    package enum Unsupported: String, Sendable, CaseIterable {
        /// It is shown with a mark behind it.
        case mark
        /// It is not shown, and the answer ends there with the refusal.
        case withdraw
        /// It is shown as it is.
        case off
    }

    package init(
        company: [Language: Company],
        passages: Int,
        contextTokens: Int,
        maximumTokens: Int,
        temperature: Double?,
        memoryTokens: Int,
        windowTokens: Int,
        unsupported: Unsupported = .mark,
        quotesWhenModelFails: Bool
    ) {
        self.company = company
        self.passages = passages
        self.contextTokens = contextTokens
        self.maximumTokens = maximumTokens
        self.temperature = temperature
        self.memoryTokens = memoryTokens
        self.windowTokens = windowTokens
        self.unsupported = unsupported
        self.quotesWhenModelFails = quotesWhenModelFails
    }
}
