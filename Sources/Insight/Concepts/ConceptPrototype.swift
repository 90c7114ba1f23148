import RAGCore

/// A concept with the vectors of its parts.
package struct ConceptPrototype: Sendable, Hashable {
    /// The concept.
    package let concept: Concept
    /// The vector of the name.
    package let name: [Float]
    /// The vector of the description; empty without one.
    package let description: [Float]
    /// The vectors of the examples, one row each.
    package let examples: VectorTable

    /// Creates a prototype. All vectors are of one model.
    package init(_ concept: Concept, name: [Float], description: [Float], examples: VectorTable) {
        self.concept = concept
        self.name = name
        self.description = description
        self.examples = examples
    }

    var language: Language? { Language(of: concept.name) }

    /// Returns the texts whose vectors `concepts` need, in the order in which `prototypes` takes them.
    package static func texts(of concepts: [Concept]) -> [String] {
        concepts.flatMap { [$0.name] + ($0.description.map { [$0] } ?? []) + $0.examples }
    }

    /// Returns the prototypes of `concepts`; `vectors` are those of `texts(of:)`.
    package static func prototypes(of concepts: [Concept], vectors: VectorTable) -> [ConceptPrototype] {
        var row = 0
        return concepts.map { concept in
            let name = Array(vectors[row])
            let description = concept.description == nil ? [] : Array(vectors[row + 1])
            row += concept.description == nil ? 1 : 2
            defer { row += concept.examples.count }
            let examples = vectors.rows(row..<(row + concept.examples.count))
            return ConceptPrototype(concept, name: name, description: description, examples: examples)
        }
    }
}
