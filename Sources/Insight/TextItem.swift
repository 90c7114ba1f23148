import RAGCore

/// A text to be grouped with others by meaning, such as a question of a customer.
package struct TextItem: Sendable, Hashable {
    /// The text that is compared, understandable without its conversation.
    package let text: String
    /// Texts of different languages never share a group; nil is a group of languages of its own.
    package let language: Language?
    /// Whether the text may represent its group: false for a text that was rewritten to be understandable on its own.
    package let canRepresent: Bool
    /// How many times the text counts, at least 1.
    package let weight: Int

    /// Creates an item that counts once and may represent its group unless told otherwise.
    package init(_ text: String, language: Language?, canRepresent: Bool = true, weight: Int = 1) {
        self.text = text
        self.language = language
        self.canRepresent = canRepresent
        self.weight = max(1, weight)
    }
}
