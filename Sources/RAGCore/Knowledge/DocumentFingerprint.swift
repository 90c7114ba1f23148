/// What the store remembers of a document in order to tell whether it changed.
package struct DocumentFingerprint: Sendable, Hashable {
    package let contentHash: String
    package let recipe: String

    package init(contentHash: String, recipe: String) {
        self.contentHash = contentHash
        self.recipe = recipe
    }
}
