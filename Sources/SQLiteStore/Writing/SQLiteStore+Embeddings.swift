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

    /// Puts `embedding` in place of the one that is there for `key`, unless they are equal, and under another number: who knows
    /// a vector by its number need not look at it again.
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

    /// Leaves a gap in the numbers of embeddings, of random size. So, if the index is made anew, or put back from a copy, and goes
    /// another way from there, no number that is given out from then on was one of a vector that a derived file still holds.
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
