/// One message of a conversation with a completion model.
package struct ChatMessage: Sendable, Hashable, Codable {
    /// The author of a message, in the words of the chat completion API.
    package enum Role: String, Sendable, Hashable, Codable {
        case system, user, assistant
    }

    /// The author.
    package let role: Role
    /// The text.
    package let content: String

    /// Creates a message by `role`.
    package init(_ role: Role, _ content: String) {
        self.role = role
        self.content = content
    }
}
