import Insight
import RAGCore

/// Finds texts that are unlike all others, and texts that say the same.
package struct OutlierJob: Sendable {
    /// A step that a front end may show.
    package enum Event: Sendable {
        /// So many of the texts have their vector.
        case embedding(done: Int, total: Int)
        /// The texts are compared with each other.
        case comparing
    }

    private let assembly: Assembly
    private let progress: @Sendable (Event) -> Void

    /// Creates a job with the embedding model of `assembly`.
    package init(_ assembly: Assembly, progress: @escaping @Sendable (Event) -> Void = { _ in }) {
        self.assembly = assembly
        self.progress = progress
    }

    /// Returns all texts of `collection`, those that are least like the others first. Throws `RAGError` and
    /// `CancellationError`.
    package func outliers(in collection: TextCollection) async throws -> [Outlier] {
        let vectors = try await vectors(of: collection)
        progress(.comparing)
        return try await OutlierSearch().ranked(collection.records.map(\.text), vectors: vectors)
    }

    /// Returns the texts of `collection` that say the same, and pairs that only look so. Texts with other words are the
    /// same from the cosine `nearness` on. Throws `RAGError` and `CancellationError`.
    package func duplicates(in collection: TextCollection, nearness: Float) async throws -> DuplicateSearch.Result {
        let vectors = try await vectors(of: collection)
        let background = try await assembly.background(for: collection)
        progress(.comparing)
        let languages = collection.records.map(\.language)
        return try await DuplicateSearch(nearness: nearness).duplicates(
            among: collection.records.map(\.text),
            languages: languages,
            vectors: vectors,
            means: LanguageMeans(
                vectors.followed(by: background.vectors),
                languages: languages + background.languages
            )
        )
    }

    private func vectors(of collection: TextCollection) async throws -> VectorTable {
        try await assembly.vectors(of: collection.records.map(\.text), as: collection.role) { [progress] done, total in
            progress(.embedding(done: done, total: total))
        }
    }
}
