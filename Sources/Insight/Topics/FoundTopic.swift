import RAGCore

/// Texts that a run groups together, before it is known which topic they are.
package struct FoundTopic: Sendable, Hashable {
    /// The language of its texts; nil for other languages.
    package let language: Language?
    /// Positions of its texts.
    package let members: [Int]
    /// The mean vector of its texts, not centred.
    package let centre: [Float]

    /// Creates a topic.
    package init(language: Language?, members: [Int], centre: [Float]) {
        self.language = language
        self.members = members
        self.centre = centre
    }
}
