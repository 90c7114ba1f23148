import Foundation
import GRDB
import RAGCore

extension SQLiteStore: EmbeddingCache {
    package func known(among textHashes: [TextHash], model: EmbeddingModel) async throws -> Set<TextHash> {
        try await read { db in
            guard let model = try storedModel(model, db) else { return [] }
            let keys = try EmbeddingKeys(modelID: model.id, db)
            return try Set(textHashes.filter { try keys.find($0) != nil })
        }
    }

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
                guard let embedding = VectorBlob.decode(blob) else { throw failure.damaged }
                found[hash] = embedding
            }
            return found
        }
    }

    package func store(_ embeddings: [TextHash: Embedding], model: EmbeddingModel) async throws {
        try await write { db in
            let width = try width(of: embeddings.values, model)
            let modelID = try register(model, width: width, db)
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

    /// Puts `embedding` in place of the one that is there for `key`, unless they are equal.
    private func overwrite(_ key: TextKey, _ modelID: Int64, _ embedding: Embedding, _ db: Database) throws {
        let update = try RowWriter(
            "UPDATE embeddings SET vector = ?3 WHERE modelID = ?1 AND textHash = ?2 AND vector <> ?3",
            db
        )
        update.bind(1, modelID)
        update.bind(2, key)
        guard try update.run(3, embedding) > 0 else { return }
        try db.execute(sql: "UPDATE generations SET changes = changes + 1 WHERE modelID = ?", arguments: [modelID])
    }
}
