/// The part of a passage that probably answers a question as it stands.
package struct PassageQuote: Sendable, Hashable {
    /// The passage, which the answer may cite by its number.
    package let source: Source
    /// The sentences of the passage, as they are written there.
    package let text: String
}
