import RAGCore

/// The settings for answers. Every value comes from the configuration.
package struct AnswerSettings: Sendable, Hashable {
    /// The company that the agent speaks for, in each language.
    package let company: [Language: Company]
    /// The most passages in a prompt.
    package let passages: Int
    /// The most tokens of passages in a prompt.
    package let contextTokens: Int
    /// The most tokens of an answer.
    package let maximumTokens: Int
    /// The sampling temperature; 0 for the most probable words, nil for the provider's default.
    package let temperature: Double?
    /// The most tokens of earlier turns in a prompt; 0 for none.
    package let memoryTokens: Int
    /// The number of tokens that the model accepts, prompt and answer together.
    package let windowTokens: Int
    /// The handling of sentences that no passage supports.
    package let unsupported: Unsupported
    /// Whether passages are quoted if the model fails before its first word. Otherwise the failure is thrown.
    package let quotesWhenModelFails: Bool
    /// Whether the model is small and slow: a passage that answers as it stands is shown while it reads, and passages
    /// are quoted in place of an answer with a fault (`AnswerFault`).
    package let isModelSmall: Bool

    /// The handling of a sentence that no passage supports.
    package enum Unsupported: String, Sendable, CaseIterable {
        /// The sentence is shown with a mark behind it.
        case mark
        /// The sentence is not shown, and the answer ends with the refusal.
        case withdraw
        /// The sentence is shown unchanged.
        case off
    }

    /// Creates settings; the arguments are described at the properties.
    package init(
        company: [Language: Company],
        passages: Int,
        contextTokens: Int,
        maximumTokens: Int,
        temperature: Double?,
        memoryTokens: Int,
        windowTokens: Int,
        unsupported: Unsupported = .mark,
        quotesWhenModelFails: Bool,
        isModelSmall: Bool = false
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
        self.isModelSmall = isModelSmall
    }
}
