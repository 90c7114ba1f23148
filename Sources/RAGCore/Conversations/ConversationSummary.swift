/// A short text in place of the older turns of a session.
package struct ConversationSummary: Sendable, Hashable, Codable {
    /// The summary in a few sentences.
    package var text: String
    /// The number of the last turn that it covers; 0 if it covers none.
    package let lastTurn: Int

    /// Creates a summary of the turns up to `lastTurn`.
    package init(_ text: String, lastTurn: Int) {
        self.text = text
        self.lastTurn = lastTurn
    }
}
