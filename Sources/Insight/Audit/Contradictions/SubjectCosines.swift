import RAGCore

/// Cosines of the subjects of statements.
struct SubjectCosines {
    private let vectors: VectorTable
    private let centredVectors: VectorTable

    /// Takes vectors of unit length. Two languages are compared after each one's mean is removed, because cosines
    /// differ
    /// more between languages than between subjects.
    init(_ vectors: VectorTable, languages: [Language?]) {
        self.vectors = vectors
        centredVectors = vectors.centred(byLanguage: languages)
    }

    func plain(_ first: Int, _ second: Int) -> Float { Self.product(vectors[first], vectors[second]) }

    func centred(_ first: Int, _ second: Int) -> Float { Self.product(centredVectors[first], centredVectors[second]) }

    private static func product(_ first: ArraySlice<Float>, _ second: ArraySlice<Float>) -> Float {
        first.withUnsafeBufferPointer { first in second.withUnsafeBufferPointer { Similarity.dot(first, $0) } }
    }
}

extension VectorTable {
    /// Returns the rows without the mean of their language, scaled to unit length. `languages` has one entry a row.
    func centred(byLanguage languages: [Language?]) -> VectorTable {
        var components = [Float](repeating: 0, count: self.components.count)
        for language in [Language.chinese, .english, nil] {
            let own = languages.indices.filter { languages[$0] == language }
            guard !own.isEmpty else { continue }
            let part = rows(own)
            let centred = own.count > 1 ? part.centred(on: part.mean()) : part
            for (place, row) in own.enumerated() {
                components.replaceSubrange((row * dimensions)..<((row + 1) * dimensions), with: centred[place])
            }
        }
        return VectorTable(components: components, dimensions: dimensions)
    }
}
