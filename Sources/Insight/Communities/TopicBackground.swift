import RAGCore

/// Questions about anything, in the languages of which a collection has few texts. Without them, a few texts about one
/// subject would lose that subject when their mean is removed.
package struct TopicBackground: Sendable {
    private let vectors: VectorTable
    private let languages: [Language?]

    /// Creates a background; it is empty without arguments. `languages` has the language of each row of `vectors`.
    package init(vectors: VectorTable = VectorTable([]), languages: [Language?] = []) {
        (self.vectors, self.languages) = (vectors, languages)
    }

    /// Returns the mean of `rows`, texts in `language`, and of the questions in that language.
    func mean(with rows: VectorTable, _ language: Language?) -> [Float] {
        let own = vectors.rows(languages.indices.filter { languages[$0] == language })
        guard own.count > 0 else { return rows.mean() }
        return VectorTable(components: rows.components + own.components, dimensions: rows.dimensions).mean()
    }
}
