/// A part of a streamed reply, in the order of arrival.
package enum ChatEvent: Sendable, Hashable {
    /// More text; never half a character. It holds no reasoning of the model.
    case text(String)
    /// All text so far was reasoning that nothing announced; the answer follows.
    case withdrawn
    /// The tokens used, if the provider reports them.
    case usage(TokenUsage)
    /// The end of the reply. `reason` is the provider's own word, such as `stop`, `length` or `content_filter`; nil
    /// if it gives none.
    case finished(reason: String?)
}
