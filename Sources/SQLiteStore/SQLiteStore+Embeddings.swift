import Foundation
import GRDB
import RAGCore

extension SQLiteStore: EmbeddingCache {
    package func embeddings(for textHashes: [String], model: EmbeddingModel) async throws -> [String: Embedding] {
        try await read { db in
            guard let model = try storedModel(model, db) else { return [:] }
            let find = try db.cachedStatement(sql: "SELECT vector FROM embeddings WHERE modelID = ? AND textHash = ?")
            var found: [String: Embedding] = [:]
            for hash in textHashes where found[hash] == nil {
                guard let blob = try Data.fetchOne(find, arguments: [model.id, hash]) else { continue }
                guard let embedding = VectorBlob.decode(blob) else { throw failure.damaged }
                found[hash] = embedding
            }
            return found
        }
    }

    package func store(_ embeddings: [String: Embedding], model: EmbeddingModel) async throws {
        try await write { db in
            let width = try width(of: embeddings.values, model)
            let modelID = try register(model, width: width, db)
            for (hash, embedding) in embeddings { try put(embedding, hash, modelID, db) }
        }
    }

    /// Drops the embeddings that no chunk has used since `date`, and says how many there were.
    ///
    /// Without this the cache grows with every edit. The room is used again by what is stored later; the file does not shrink.
    @discardableResult package func pruneEmbeddings(unusedSince date: Date) async throws -> Int {
        var pruned = 0
        while true {
            // A thousand at a time, so that other writers get their turn and the log stays small.
            let count = try await write { db in
                try db.execute(
                    sql: """
                        DELETE FROM embeddings WHERE id IN (
                            SELECT id FROM embeddings WHERE releasedAt < ?
                            AND NOT EXISTS (SELECT 1 FROM chunks WHERE embeddingID = embeddings.id) LIMIT 1000
                        )
                        """,
                    arguments: [Int64(date.timeIntervalSince1970.rounded(.up))]
                )
                return db.changesCount
            }
            pruned += count
            if count < 1000 { return pruned }
        }
    }

    /// Stores one vector, in place of another that had the same model and text, and returns its number.
    @discardableResult func put(_ embedding: Embedding, _ hash: String, _ modelID: Int64, _ db: Database) throws
        -> Int64
    {
        // An equal vector is not written again.
        let upsert = try db.cachedStatement(
            sql: """
                INSERT INTO embeddings (modelID, textHash, releasedAt, vector) VALUES (?, ?, \(StoreSchema.now), ?)
                ON CONFLICT DO UPDATE SET vector = excluded.vector WHERE vector <> excluded.vector
                """
        )
        try upsert.execute(arguments: [modelID, hash, VectorBlob.encode(embedding)])
        let find = try db.cachedStatement(sql: "SELECT id FROM embeddings WHERE modelID = ? AND textHash = ?")
        guard let id = try Int64.fetchOne(find, arguments: [modelID, hash]) else { throw failure.damaged }
        return id
    }
}
