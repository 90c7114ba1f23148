import GRDB
import RAGCore

/// What stands beside a chunk of the current generation.
struct SQLiteNeighbours: ChunkNeighbours {
    let store: SQLiteStore

    func neighbours(of chunkIDs: [Int64], within reach: Int) async throws -> [Int64: [Chunk]] {
        guard reach > 0, !chunkIDs.isEmpty else { return [:] }
        return try await store.read { db in
            guard let current = try store.generation(.current, db) else { return [:] }
            // Both joins are look-ups by a unique index: the time is that of the rows.
            let find = try db.cachedStatement(
                sql: """
                    SELECT \(Chunk.columns(of: "beside")), here.id AS hereID FROM json_each(:chunks)
                    CROSS JOIN chunks AS here ON here.id = value
                    CROSS JOIN documents ON documents.id = here.documentID AND generationID = :generation
                    CROSS JOIN chunks AS beside ON beside.documentID = here.documentID AND beside.id <> here.id
                        AND beside.ordinal BETWEEN here.ordinal - :reach AND here.ordinal + :reach
                    ORDER BY hereID, beside.ordinal
                    """
            )
            let chunks = "[" + Set(chunkIDs).map(String.init).joined(separator: ",") + "]"
            let rows = try Row.fetchCursor(
                find,
                arguments: ["chunks": chunks, "generation": current.id, "reach": reach]
            )
            var found: [Int64: [Chunk]] = [:]
            while let row = try rows.next() {
                found[try row.decode(atIndex: Chunk.columnCount), default: []].append(try Chunk(row))
            }
            return found
        }
    }
}

extension SQLiteStore {
    /// What finds the chunks beside others in the current generation; follows the store as it changes.
    package var neighbours: any ChunkNeighbours { SQLiteNeighbours(store: self) }
}
