/// What the older turns of a session were about, in place of their words.
package struct ConversationSummary: Sendable, Hashable, Codable {
    package var text: String
    /// The number of the last turn that it covers, 0 where it covers none.
    package let lastTurn: Int

    package init(_ text: String, lastTurn: Int) {
        self.text = text
        self.lastTurn = lastTurn
    }
}
