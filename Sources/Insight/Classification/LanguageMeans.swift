import RAGCore

/// The mean vectors of the languages of a collection. Each language is centred by itself, because cosines differ more
/// between two languages than between two subjects.
package struct LanguageMeans: Sendable, Hashable {
    private let means: [Language?: [Float]]
    private let whole: [Float]

    /// The fewest texts of a language that have a mean of their own.
    private static let fewest = 5

    /// Computes the means of `table`, whose rows have these languages. A language with less than five texts, and texts
    /// without letters, share the mean of all.
    package init(_ table: VectorTable, languages: [Language?]) {
        whole = table.mean()
        var means: [Language?: [Float]] = [:]
        for language in Language.allCases {
            let rows = languages.indices.filter { languages[$0] == language }
            if rows.count >= Self.fewest { means[language] = table.rows(rows).mean() }
        }
        self.means = means
    }

    /// Restores means that were computed before.
    package init(whole: [Float], means: [Language?: [Float]]) {
        self.whole = whole
        self.means = means
    }

    /// The mean of all texts.
    package var all: [Float] { whole }
    /// The means of the languages that have one.
    package var byLanguage: [Language?: [Float]] { means }

    /// Returns `table` with each row centred on the mean of its language, scaled to unit length.
    package func centred(_ table: VectorTable, languages: [Language?]) -> VectorTable {
        guard !whole.isEmpty else { return table }
        var centred = table
        let dimensions = table.dimensions
        centred.components.withUnsafeMutableBufferPointer { components in
            for row in 0..<languages.count {
                let mean = means[languages[row]] ?? whole
                for column in 0..<dimensions { components[row * dimensions + column] -= mean[column] }
            }
        }
        return centred.scaledToUnitLength()
    }
}
