import Insight
import RAGCore

extension Assembly {
    /// A language with fewer texts does not tell what is usual in it.
    private static let fewTexts = 100

    /// Questions of any business in the languages of which a collection has few texts, with their vectors. Without them
    /// three texts would lose what the three have in common when their mean is subtracted.
    struct Background: Sendable {
        let texts: [String]
        let languages: [Language?]
        let vectors: VectorTable
    }

    /// Returns the background of `collection`; empty if it has enough texts in each of its languages. Throws
    /// `RAGError`.
    func background(for collection: TextCollection) async throws -> Background {
        let few = Language.allCases.filter { language in
            let count = collection.records.count { $0.language == language }
            return count > 0 && count < Self.fewTexts
        }
        let texts = few.flatMap { language in BackgroundQuestions.texts(language).map { ($0, language) } }
        let questions = texts.map(\.0)
        guard !questions.isEmpty else { return Background(texts: [], languages: [], vectors: VectorTable([])) }
        let rows = try await vectors(of: questions, as: collection.role)
        return Background(texts: questions, languages: texts.map(\.1), vectors: rows)
    }
}

extension VectorTable {
    /// Returns the rows of this table, then those of `other`.
    func followed(by other: VectorTable) -> VectorTable {
        VectorTable(components: components + other.components, dimensions: max(dimensions, other.dimensions))
    }
}
