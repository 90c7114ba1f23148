import Foundation
import GRDB
import RAGCore

extension SQLiteTokenStates {
    /// Deletes the states of passages that are not among `passages`, and overwrites them in the file. Returns how many
    /// there were. Throws `RAGError`.
    ///
    /// The text of a passage is its key, so a document would otherwise be readable long after it was removed.
    @discardableResult package func prune(keeping passages: Set<String>) async throws -> Int {
        do {
            let surplus = try await pool.read { db in
                var surplus: [Int64] = []
                // The index of the constraint holds the passages, so no states are read.
                let rows = try Row.fetchCursor(db, sql: "SELECT id, passage FROM token_states")
                while let row = try rows.next() {
                    if !passages.contains(row[1]) { surplus.append(row[0]) }
                }
                return surplus
            }
            // In small batches, so that other writers do not wait long.
            for start in stride(from: 0, to: surplus.count, by: 500) {
                try await pool.write { db in
                    try db.execute(sql: "PRAGMA secure_delete = ON")
                    let delete = try db.cachedStatement(sql: "DELETE FROM token_states WHERE id = ?")
                    for id in surplus[start..<min(start + 500, surplus.count)] { try delete.execute(arguments: [id]) }
                }
            }
            if !surplus.isEmpty {
                // The log holds the deleted passages as well. If it cannot be emptied now, a later checkpoint does it.
                _ = try? await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            }
            return surplus.count
        } catch {
            throw failure.explain(error)
        }
    }
}
