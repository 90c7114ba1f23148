import RAGCore

/// A topic that an earlier run found, as far as it is needed to find it again.
///
/// It holds no words of customers: its texts are hashes.
package struct KnownTopic: Sendable, Hashable {
    /// Texts that one run found as one topic. A topic that a person merged has several parts.
    package struct Part: Sendable, Hashable {
        /// The number under which the run showed the topic.
        package let number: Int
        /// The language of its texts; nil for other languages.
        package let language: Language?
        /// The hashes of its texts, ascending.
        package let texts: [UInt64]
        /// The mean vector of its texts, not centred.
        package let centre: [Float]

        /// Creates a part.
        package init(number: Int, language: Language?, texts: [UInt64], centre: [Float]) {
            self.number = number
            self.language = language
            self.texts = texts
            self.centre = centre
        }
    }

    /// The number that the topic keeps.
    package let number: Int
    /// The name that a person gave; nil for none.
    package var name: String?
    /// The parts, at least one. The first has the topic's number.
    package var parts: [Part]
    /// Whether a person named or merged it, so that its texts stay together whatever a new run would find.
    package var isFixed: Bool

    /// Creates a topic.
    package init(number: Int, name: String? = nil, parts: [Part], isFixed: Bool) {
        self.number = number
        self.name = name
        self.parts = parts
        self.isFixed = isFixed
    }
}
