import Foundation
import GRDB
import RAGCore

extension SQLiteConversationStore {
    /// Deletes the sessions with everything that belongs to them, in one transaction. Ignores unknown IDs.
    package func delete(_ sessions: [Session.ID]) async throws {
        try await write { db in
            let delete = try db.cachedStatement(sql: "DELETE FROM sessions WHERE key = ?")
            for session in sessions { try delete.execute(arguments: [session]) }
        }
    }

    /// Writes the file anew, so that nothing of deleted rows is left in it or in its log.
    ///
    /// Deleted cells are overwritten at once, but a page that was split or merged may keep a copy in its unused part;
    /// only `VACUUM` removes those. Other writers wait meanwhile, about a second for 200 MB. Throws `RAGError` if
    /// another process keeps the file from being written; then nothing is lost, and it can be called again.
    package func eraseDeleted() async throws { try await pool.writeAnew(failure) }
}

extension SQLiteStore {
    /// Deletes the embeddings of texts with these hashes that no chunk uses. Returns their number.
    @discardableResult package func erase(embeddingsOf hashes: [TextHash]) async throws -> Int {
        let erased = try await write { db in
            var count = 0
            for hash in hashes {
                let key = try TextKey(hash).data
                let unused = """
                    SELECT id FROM embeddings WHERE textHash = ?
                        AND NOT EXISTS (SELECT 1 FROM chunks WHERE embeddingID = embeddings.id)
                        AND NOT EXISTS (SELECT 1 FROM chunks WHERE questionEmbeddingID = embeddings.id)
                    """
                for id in try Int64.fetchAll(db, sql: unused, arguments: [key]) {
                    try db.execute(sql: "DELETE FROM unusedEmbeddings WHERE embeddingID = ?", arguments: [id])
                    try db.execute(sql: "DELETE FROM embeddings WHERE id = ?", arguments: [id])
                    count += 1
                }
            }
            return count
        }
        if erased > 0 { try await pool.writeAnew(failure) }
        return erased
    }
}

extension DatabasePool {
    /// Writes the file anew, and empties its log. Throws what `failure` makes of an error.
    fileprivate func writeAnew(_ failure: StoreFailure) async throws {
        do {
            try await writeWithoutTransaction { db in
                // The copy would otherwise be held in memory as a whole.
                try db.execute(sql: "PRAGMA temp_store = FILE")
                defer { try? db.execute(sql: "PRAGMA temp_store = MEMORY") }
                try db.execute(sql: "VACUUM")
                try db.checkpoint(.truncate)
            }
        } catch {
            throw failure.explain(error)
        }
    }
}
