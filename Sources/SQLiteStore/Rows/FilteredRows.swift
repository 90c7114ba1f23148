import RAGCore

/// The rows that a filter lets a search find.
///
/// To find them, SQLite reads a row for each chunk of the index, which takes longer than the search itself. A key's
/// tags come with each question, so the rows of recent filters are kept: 8 bytes for each row that passes.
struct FilteredRows {
    /// Cache key: a filter, the index version that it was applied to, and what it lets through.
    struct Key: Hashable {
        let version: IndexVersion
        /// The column of the embeddings; nil for the chunks themselves.
        let column: VectorColumn?
        let filter: SearchFilter
    }

    /// The most filters that are kept, at least half of which are.
    private static let capacity = 24
    private let rows = RecentCache<Key, [Int64]>(capacity: capacity / 2)

    /// Returns the IDs for `key`, ascending; `find` finds them where they are not kept.
    func ids(for key: Key, find: () throws -> [Int64]) rethrows -> [Int64] { try rows.value(for: key, make: find) }
}
