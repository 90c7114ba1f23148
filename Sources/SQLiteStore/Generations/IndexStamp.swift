import GRDB

/// What tells a file derived from the index whether it is current, and what it lacks.
///
/// Equal stamps, equal contents. Within one generation chunk numbers only grow and a chunk never changes: a derived file that
/// was made when `lastChunk` stood at N lacks the chunks above N, and holds too much those that are gone.
package struct IndexStamp: Sendable, Hashable, Codable {
    /// Number of the generation that answers.
    package let generation: Int64
    /// How many transactions changed it.
    package let changes: Int
    /// The highest number that was given to a chunk so far, of any generation.
    package let lastChunk: Int64
}

extension SQLiteStore {
    /// The stamp of the generation that answers; nil where there is none. Reads two rows.
    package func stamp() async throws -> IndexStamp? {
        try await read { try stamp($0) }
    }

    /// The stamp as it stands in this transaction.
    func stamp(_ db: Database) throws -> IndexStamp? {
        let find = try db.cachedStatement(
            sql: """
                SELECT id, changes, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'chunks'), 0)
                FROM generations WHERE state = 'current'
                """
        )
        return try Row.fetchOne(find).map {
            try IndexStamp(
                generation: $0.decode(atIndex: 0),
                changes: $0.decode(atIndex: 1),
                lastChunk: $0.decode(atIndex: 2)
            )
        }
    }
}
