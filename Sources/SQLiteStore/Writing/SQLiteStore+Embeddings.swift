import Foundation
import GRDB
import RAGCore

extension SQLiteStore: EmbeddingCache {
    /// Looks up each hash in an index, without reading vectors.
    package func known(among textHashes: [TextHash], model: EmbeddingModel) async throws -> Set<TextHash> {
        try await read { db in
            guard let model = try storedModel(model, db) else { return [] }
            let keys = try EmbeddingKeys(modelID: model.id, db)
            return try Set(textHashes.filter { try keys.find($0) != nil })
        }
    }

    /// Reads the vectors of `textHashes`. Throws `RAGError` if one of them is damaged.
    package func embeddings(
        for textHashes: [TextHash],
        model: EmbeddingModel
    ) async throws -> [TextHash: Embedding] {
        try await read { db in
            guard let model = try storedModel(model, db) else { return [:] }
            let find = try db.cachedStatement(sql: "SELECT vector FROM embeddings WHERE modelID = ? AND textHash = ?")
            var found: [TextHash: Embedding] = [:]
            for hash in textHashes where found[hash] == nil {
                guard let blob = try Data.fetchOne(find, arguments: [model.id, TextKey(hash).data]) else { continue }
                found[hash] = try usableEmbedding(blob, of: model)
            }
            return found
        }
    }

    /// Inserts embeddings, or replaces those that differ, in one transaction.
    ///
    /// Throws `RAGError` if their dimensions differ from each other or from those stored for the model.
    package func store(_ embeddings: [TextHash: Embedding], model: EmbeddingModel) async throws {
        try await write { db in
            let width = try width(of: embeddings.values, model)
            let modelID = try register(model, width: width, db)
            try leaveGap(db)
            let insert = try RowWriter(
                "INSERT INTO embeddings (modelID, textHash, vector) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                db
            )
            for (hash, embedding) in embeddings {
                let key = try TextKey(hash)
                insert.bind(1, modelID)
                insert.bind(2, key)
                if try insert.run(3, embedding) == 0 { try overwrite(key, modelID, embedding, db) }
            }
        }
    }

    /// Returns the vector in `blob`, or nil if it does not count as an embedding of `model`. Throws `RAGError` if it is
    /// damaged.
    ///
    /// Here is the place to compare its dimension with the one of `model`; today every vector counts.
    private func usableEmbedding(_ blob: Data, of model: StoredModel) throws -> Embedding? {
        guard let embedding = VectorBlob.decode(blob) else { throw failure.damaged }
        return embedding
    }

    /// Replaces the embedding that is stored for `key`, unless the two are equal.
    ///
    /// The new one gets a new ID, so a file that knows a vector by its ID need not read it again.
    private func overwrite(_ key: TextKey, _ modelID: Int64, _ embedding: Embedding, _ db: Database) throws {
        let find = try db.cachedStatement(sql: "SELECT id, vector FROM embeddings WHERE modelID = ? AND textHash = ?")
        guard let row = try Row.fetchOne(find, arguments: [modelID, key.data]) else { return }
        let (old, blob): (Int64, Data) = try (row.decode(atIndex: 0), row.decode(atIndex: 1))
        guard VectorBlob.decode(blob) != embedding else { return }
        try db.execute(sql: "UPDATE embeddings SET textHash = randomblob(32) WHERE id = ?", arguments: [old])
        let insert = try RowWriter("INSERT INTO embeddings (modelID, textHash, vector) VALUES (?, ?, ?)", db)
        insert.bind(1, modelID)
        insert.bind(2, key)
        try insert.run(3, embedding)
        let new = db.lastInsertedRowID
        for column in ["embeddingID", "questionEmbeddingID"] {
            try db.execute(sql: "UPDATE chunks SET \(column) = ? WHERE \(column) = ?", arguments: [new, old])
        }
        try db.execute(sql: "DELETE FROM embeddings WHERE id = ?", arguments: [old])
        try db.execute(sql: "UPDATE generations SET changes = random() WHERE modelID = ?", arguments: [modelID])
    }

    /// Leaves a random gap in the IDs of embeddings.
    ///
    /// If the index is rebuilt or restored from a copy and then changes in another way, new IDs do not collide with
    /// those of vectors that a derived file still holds.
    private func leaveGap(_ db: Database) throws {
        let name = "embeddings"
        let gap = Int64.random(in: 0..<1 << 31)
        try db.cachedStatement(sql: "UPDATE sqlite_sequence SET seq = seq + ? WHERE name = ?").execute(arguments: [
            gap, name,
        ])
        guard db.changesCount == 0 else { return }
        try db.execute(sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [name, gap])
    }
}
