import RAGCore

/// A question with what is known of its right answer.
package struct EvaluationCase: Sendable, Hashable {
    /// Unique in its set.
    package let id: String
    package let question: String
    /// What was said before it, oldest first, customer and agent in turn.
    package var history: [String] = []
    /// What kind of question it is, as its author says, such as `far`; each kind is judged by itself as well.
    package var kind: String?
    /// As its author says: each language is judged by itself as well.
    package var language: Language?
    /// Whether the documents answer it; nil where nobody said.
    package var isAnswerable: Bool?
    /// Grade of each judged document by its path, 0 for not relevant.
    package var grades: [String: Int] = [:]
    /// Where the answer stands; one of them is enough.
    package var sources: [ExpectedSource] = []
    /// What the passages found must hold, each of them.
    package var facts: [ExpectedFact] = []

    package init(id: String, question: String) {
        self.id = id
        self.question = question
    }

    /// What it is grouped by.
    package var groups: [String] { [language?.rawValue, kind].compactMap { $0 } }
}
