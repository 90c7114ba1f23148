import Foundation
import GRDB
import RAGCore

extension SQLiteStore {
    /// Drops the embeddings that no chunk of any generation has used since `date`, and says how many there were.
    ///
    /// Without this the cache grows with every edit. An embedding counts as unused from the first call that finds it so. Takes
    /// one look at two indices, whatever it drops: about 0.1 s for 100,000 chunks. The room is used again by what is stored
    /// later; the file does not shrink.
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
        // A thousand at a time, so that other writers get their turn and the log stays small.
        for start in stride(from: 0, to: expired.count, by: 1000) {
            pruned += try await write { db in
                // One that was taken into use a moment ago stays.
                let delete = try db.cachedStatement(sql: "DELETE FROM embeddings WHERE id = ? AND \(Self.isUnused)")
                return try expired[start..<min(start + 1000, expired.count)].reduce(0) { count, id in
                    try delete.execute(arguments: [id])
                    return count + db.changesCount
                }
            }
        }
        return pruned
    }

    /// Brings `unusedEmbeddings` up to date.
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
