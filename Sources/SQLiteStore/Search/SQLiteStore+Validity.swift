import GRDB
import RAGCore

extension SQLiteStore: PassageValidity {
    /// Returns the chunks of the current generation whose validity does not include `day`. Throws `RAGError`.
    package func chunksNotValid(on day: String) async throws -> Set<Int64> {
        try await read { db in
            guard let current = try self.generation(.current, db) else { return [] }
            let find = try db.cachedStatement(
                sql: """
                    SELECT chunks.id FROM chunks CROSS JOIN documents ON documents.id = documentID
                    WHERE (validFrom IS NOT NULL OR validUntil IS NOT NULL)
                    AND (validFrom > :day OR validUntil < :day) AND generationID = :generation
                    """
            )
            return try Int64.fetchSet(find, arguments: ["day": day, "generation": current.id])
        }
    }
}
