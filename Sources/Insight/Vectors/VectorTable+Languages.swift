import RAGCore

extension VectorTable {
    /// Rows of the mean of all texts that the mean of a language counts besides its own: a language with three texts
    /// must not lose what the three have in common.
    private static let sharedRows: Float = 5

    /// Returns the mean of the rows of each language. Cosines of one model differ more between two languages than
    /// between two subjects, so each language has a mean of its own. Rows without a language belong to the language
    /// that most rows have. `shared` is what the mean of a language with few rows is drawn to; the mean of all rows
    /// without it.
    package func means(in languages: [Language?], drawnTo shared: [Float]? = nil) -> LanguageMeans {
        precondition(languages.count == count, "Each row has an entry for its language")
        let usual = Language.mostFrequent(in: languages)
        let whole = shared ?? mean()
        var means: [Language: [Float]] = [:]
        for language in Language.allCases {
            let rows = languages.indices.filter { (languages[$0] ?? usual) == language }
            guard !rows.isEmpty else { continue }
            let own = self.rows(rows).mean()
            let weight = Float(rows.count) / (Float(rows.count) + Self.sharedRows)
            means[language] = zip(own, whole).map { weight * $0 + (1 - weight) * $1 }
        }
        return LanguageMeans(means: means, usual: usual)
    }

    /// Returns the rows without the mean of their language, each scaled to unit length.
    package func centred(on means: LanguageMeans, in languages: [Language?]) -> VectorTable {
        var table = self
        let dimensions = dimensions
        for (row, language) in languages.enumerated() {
            guard let mean = means[language] else { continue }
            for column in 0..<dimensions { table.components[row * dimensions + column] -= mean[column] }
        }
        return table.scaledToUnitLength()
    }
}

/// The mean vector of each language of a collection.
package struct LanguageMeans: Sendable, Hashable {
    private let means: [Language: [Float]]
    private let usual: Language

    fileprivate init(means: [Language: [Float]], usual: Language) {
        self.means = means
        self.usual = usual
    }

    /// The mean of `language`; that of the most frequent language if there is none of its own. nil without any row.
    package subscript(language: Language?) -> [Float]? { language.flatMap { means[$0] } ?? means[usual] }
}

extension Language {
    /// Returns the language that most of `languages` are, Chinese in a tie, English if no text has a language.
    package static func mostFrequent(in languages: some Sequence<Language?>) -> Language {
        var counts: [Language: Int] = [:]
        for language in languages.compactMap({ $0 }) { counts[language, default: 0] += 1 }
        guard let most = counts.values.max() else { return .english }
        return allCases.first { counts[$0] == most } ?? .english
    }
}
