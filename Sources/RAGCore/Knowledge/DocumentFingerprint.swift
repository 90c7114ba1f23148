/// The facts about a stored document that show whether it has changed.
package struct DocumentFingerprint: Sendable, Hashable {
    /// `Document.contentHash`.
    package let contentHash: String
    /// `Document.recipe`.
    package let recipe: String

    /// Creates a fingerprint of the two values.
    package init(contentHash: String, recipe: String) {
        self.contentHash = contentHash
        self.recipe = recipe
    }
}
