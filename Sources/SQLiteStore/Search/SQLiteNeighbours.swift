import GRDB
import RAGCore

/// A source of the chunks that stand next to a chunk in the current generation.
struct SQLiteNeighbours: ChunkNeighbours {
    let store: SQLiteStore

    func neighbours(of chunkIDs: [Int64], within reach: Int) async throws -> [Int64: [Chunk]] {
        guard reach > 0, !chunkIDs.isEmpty else { return [:] }
        return try await store.read { db in
            guard let current = try store.generation(.current, db) else { return [:] }
            // All joins use a unique index, so the time grows with the number of rows that are found.
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
    /// The neighbours of chunks in the current generation. They follow later changes of the store.
    package var neighbours: any ChunkNeighbours { SQLiteNeighbours(store: self) }
}
