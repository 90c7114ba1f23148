/// Texts and their topics.
package struct TopicAssignment: Sendable, Hashable {
    /// The topics, largest first, then in the order of their most typical texts.
    package let topics: [TopicCluster]
    /// The index of each text's topic in `topics`; nil for a text that fits nowhere.
    package let numbers: [Int?]
    /// Assigns further texts to the topics.
    package let model: TopicModel

    /// Creates an assignment.
    package init(topics: [TopicCluster], numbers: [Int?], model: TopicModel) {
        self.topics = topics
        self.numbers = numbers
        self.model = model
    }
}
