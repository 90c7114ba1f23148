import Foundation
import GRDB
import RAGCore

extension SQLiteStore {
    /// Deletes the embeddings that no chunk of any generation has used since `date`. Returns how many there were.
    ///
    /// Without this the cache grows with every edit. An embedding counts as unused from the first call that finds it
    /// unused. Reads two indices, whatever it deletes: about 0.1 s for 100,000 chunks. Later writes reuse the space;
    /// the file does not shrink.
    @discardableResult package func pruneEmbeddings(unusedSince date: Date) async throws -> Int {
        try await noteUnused()
        let expired = try await read { db in
            try Int64.fetchAll(
                db,
                sql: "SELECT embeddingID FROM unusedEmbeddings WHERE since < ? ORDER BY 1",
                arguments: [Int64(date.timeIntervalSince1970.rounded(.up))]
            )
        }
        var pruned = 0
        // In batches of a thousand, so that other writers get their turn and the log stays small.
        for start in stride(from: 0, to: expired.count, by: 1000) {
            pruned += try await write { db in
                // An embedding that was put into use meanwhile stays.
                let delete = try db.cachedStatement(sql: "DELETE FROM embeddings WHERE id = ? AND \(Self.isUnused)")
                return try expired[start..<min(start + 1000, expired.count)].reduce(0) { count, id in
                    try delete.execute(arguments: [id])
                    return count + db.changesCount
                }
            }
        }
        return pruned
    }

    /// Updates the table `unusedEmbeddings`.
    private func noteUnused() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        try await write { db in
            try db.execute(
                sql: """
                    DELETE FROM unusedEmbeddings WHERE embeddingID IN (SELECT embeddingID FROM chunks)
                        OR embeddingID IN (SELECT questionEmbeddingID FROM chunks WHERE questionEmbeddingID IS NOT NULL)
                    """
            )
            try db.execute(
                sql: """
                    INSERT INTO unusedEmbeddings (embeddingID, since)
                    SELECT id, ? FROM embeddings WHERE \(Self.isUnused) ON CONFLICT DO NOTHING
                    """,
                arguments: [now]
            )
        }
    }

    private static let isUnused = """
        NOT EXISTS (SELECT 1 FROM chunks WHERE embeddingID = embeddings.id)
        AND NOT EXISTS (SELECT 1 FROM chunks WHERE questionEmbeddingID = embeddings.id)
        """
}
