import RAGCore

/// A question with known facts about its right answer.
package struct EvaluationCase: Sendable, Hashable {
    /// Identifier, unique in its set.
    package let id: String
    /// The question as a customer asks it.
    package let question: String
    /// The conversation before the question, oldest first, customer and agent in turn.
    package var history: [String] = []
    /// The kind of the question as its author named it, such as `far`; each kind is also judged separately.
    package var kind: String?
    /// The language as the author stated it; each language is also judged separately.
    package var language: Language?
    /// Whether the documents answer the question; nil if the author did not say.
    package var isAnswerable: Bool?
    /// Grade of each judged document by its path, 0 for not relevant.
    package var grades: [String: Int] = [:]
    /// Places of the answer; one of them is enough.
    package var sources: [ExpectedSource] = []
    /// Facts that the passages found must hold, all of them.
    package var facts: [ExpectedFact] = []

    /// Creates a case without expectations.
    package init(id: String, question: String) {
        self.id = id
        self.question = question
    }

    /// Names of the groups that the case is judged with: its language and its kind.
    package var groups: [String] { [language?.rawValue, kind].compactMap { $0 } }
}
