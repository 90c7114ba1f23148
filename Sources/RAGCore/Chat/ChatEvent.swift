/// A piece of a reply, in the order of arrival.
package enum ChatEvent: Sendable, Hashable {
    /// More text; never half a character.
    case text(String)
    /// Tokens used, where the provider tells.
    case usage(TokenUsage)
    /// The reply is whole, or was cut: `stop`, `length`, `content_filter`, as the provider says; nil where it does not say.
    case finished(reason: String?)
}
