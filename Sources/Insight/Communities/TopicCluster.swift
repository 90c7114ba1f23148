import RAGCore

/// Texts about one subject. All positions are those of the grouped list.
package struct TopicCluster: Sendable, Hashable {
    /// The language of the texts; topics never mix languages. Nil for texts of other languages and without letters.
    package let language: Language?
    /// Positions of all texts, ascending.
    package let members: [Int]
    /// Positions of different texts, those nearest to the centroid first. Equal texts are represented by the first.
    package let typical: [Int]
    /// The mean direction of the texts, centred, of unit length.
    package let centroid: [Float]
    /// Narrower subjects within, largest first; empty where the texts do not split. They hold all members that fit.
    package let subtopics: [TopicCluster]

    /// Creates a cluster.
    package init(
        language: Language?,
        members: [Int],
        typical: [Int],
        centroid: [Float],
        subtopics: [TopicCluster] = []
    ) {
        self.language = language
        self.members = members
        self.typical = typical
        self.centroid = centroid
        self.subtopics = subtopics
    }
}
