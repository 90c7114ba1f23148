import GRDB
import RAGCore

extension SQLiteStore {
    /// Returns all chunks of the current generation, ordered by document path, then by ordinal; none where there is no
    /// generation. Throws `RAGError`.
    package func chunks() async throws -> [DocumentChunk] {
        try await read { db in
            guard let current = try self.generation(.current, db) else { return [] }
            let find = try db.cachedStatement(
                sql: """
                    SELECT \(Chunk.columns()), chunks.id, path, title, metadata
                    FROM documents JOIN chunks ON documentID = documents.id
                    WHERE generationID = ? ORDER BY path, ordinal
                    """
            )
            let after = Chunk.columnCount
            return try Row.fetchAll(find, arguments: [current.id]).map { row in
                DocumentChunk(
                    chunkID: try row.decode(atIndex: after),
                    path: try row.decode(atIndex: after + 1),
                    title: try row.decode(atIndex: after + 2),
                    metadata: try JSONColumn.lists(row.decode(atIndex: after + 3)),
                    chunk: try Chunk(row)
                )
            }
        }
    }
}
