/// A subject that texts are searched for: what a person calls it, what it is, and how people say it.
package struct Concept: Sendable, Hashable {
    /// The short name, such as `feature request`.
    package let name: String
    /// One or two sentences that say what belongs to it; nil if the name is enough.
    package let description: String?
    /// Texts that express it, in customers' words; ten are plenty.
    package let examples: [String]

    /// Creates a concept.
    package init(name: String, description: String? = nil, examples: [String] = []) {
        self.name = name
        self.description = description
        self.examples = examples
    }
}
