import Foundation
import GRDB
import GRDBSQLite
import RAGCore

/// Exact search over the vectors of one model: reads each of them, keeps the best.
struct SQLiteIndex: VectorIndex {
    let store: SQLiteStore
    let model: EmbeddingModel

    func nearest(to query: Embedding, limit: Int) async throws -> [SearchHit] {
        guard limit > 0 else { return [] }
        return try await store.read { db in
            guard let model = try store.storedModel(model, db), let width = model.width else { return [] }
            guard width == query.dimensions else { throw wrongWidth(query, width) }
            let best = try scan(query, modelID: model.id, limit: limit, db)
            return try hits(best, limit: limit, db)
        }
    }

    /// The embeddings nearest to `query`, and those that tie with the last of them.
    ///
    /// The order of the join makes SQLite read the embeddings in the order of the file, and only those that a chunk uses.
    /// Its C functions are called directly: through GRDB's rows a scan takes almost twice as long.
    private func scan(_ query: Embedding, modelID: Int64, limit: Int, _ db: Database) throws -> [TopCandidates.Entry] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, vector FROM (SELECT DISTINCT embeddingID FROM chunks) CROSS JOIN embeddings ON id = embeddingID
                WHERE modelID = ?
                """
        )
        try statement.setArguments([modelID])
        let handle = statement.sqliteStatement
        defer { sqlite3_reset(handle) }
        return try query.components.withUnsafeBufferPointer { query in
            var best = TopCandidates(limit: limit)
            while true {
                let code = sqlite3_step(handle)
                if code == SQLITE_DONE { return best.entries }
                guard code == SQLITE_ROW else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
                guard let bytes = sqlite3_column_blob(handle, 1),
                    Int(sqlite3_column_bytes(handle, 1)) == query.count * MemoryLayout<Float>.size
                else { throw store.failure.damaged }
                let vector = UnsafeBufferPointer(start: bytes.assumingMemoryBound(to: Float.self), count: query.count)
                best.insert(Similarity.dot(query, vector), sqlite3_column_int64(handle, 0))
            }
        }
    }

    /// The chunks of the best embeddings, best first; several may share one.
    private func hits(_ best: [TopCandidates.Entry], limit: Int, _ db: Database) throws -> [SearchHit] {
        let places = try db.cachedStatement(
            sql: """
                SELECT chunks.id, path, ordinal FROM chunks JOIN documents ON documents.id = documentID
                WHERE embeddingID = ?
                """
        )
        var found: [(score: Float, path: String, ordinal: Int, id: Int64)] = []
        for entry in best {
            let rows = try Row.fetchCursor(places, arguments: [entry.id])
            while let row = try rows.next() {
                found.append(
                    try (entry.score, row.decode(atIndex: 1), row.decode(atIndex: 2), row.decode(atIndex: 0))
                )
            }
        }
        found.sort { ($1.score, $0.path, $0.ordinal) < ($0.score, $1.path, $1.ordinal) }
        let whole = try db.cachedStatement(
            sql: "SELECT chunks.*, title FROM chunks JOIN documents ON documents.id = documentID WHERE chunks.id = ?"
        )
        return try found.prefix(limit).map { place in
            guard let row = try Row.fetchOne(whole, arguments: [place.id]) else { throw store.failure.damaged }
            return SearchHit(
                chunkID: place.id,
                documentPath: place.path,
                documentTitle: try row.decode(forColumn: "title"),
                chunk: try Chunk(row),
                score: place.score
            )
        }
    }

    private func wrongWidth(_ query: Embedding, _ width: Int) -> RAGError {
        RAGError(
            .notConfigured,
            "The question has \(query.dimensions) dimensions, but the index holds \(width) for the model \(model)",
            hint: "Run `kefu refresh` to build the index with the model that is set now"
        )
    }
}
