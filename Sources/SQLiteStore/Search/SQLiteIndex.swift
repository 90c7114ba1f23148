import Foundation
import GRDB
import GRDBSQLite
import RAGCore

/// Exact search over the vectors of the current generation: reads each of them that may be found, keeps the best.
struct SQLiteIndex: VectorIndex {
    let store: SQLiteStore
    let model: EmbeddingModel

    func nearest(to query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [SearchHit] {
        guard limit > 0 else { return [] }
        return try await store.read { db in
            guard let current = try generation(for: query, db) else { return [] }
            let condition = SearchCondition(filter, generation: current.id)
            let best = try scan(query, condition, limit: limit, db)
            let nearest = try chunks(with: best, condition, db).prefix(limit)
            return try passages(Array(nearest), in: current, query, db)
        }
    }

    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit] {
        try await store.read { db in
            guard let current = try generation(for: query, db) else { return [] }
            return try passages(chunkIDs, in: current, query, db)
        }
    }

    /// The generation that answers `query`; nil where there is none, or no vector. Throws where its vectors are others.
    private func generation(for query: Embedding, _ db: Database) throws -> Generation? {
        guard let current = try store.generation(.current, db) else { return nil }
        guard current.recipe.model == model else { throw otherModel(current.recipe.model) }
        guard let width = try store.storedModel(model, db)?.width else { return nil }
        guard width == query.dimensions else { throw wrongWidth(query, width) }
        return current
    }

    /// The number and vector of each embedding that may be found, once.
    static func scanSQL(_ condition: SearchCondition) -> String {
        """
        SELECT id, vector FROM (
            SELECT DISTINCT embeddingID FROM chunks INDEXED BY chunksByEmbedding
            WHERE +documentID IN (SELECT id FROM documents WHERE \(condition.document)) AND \(condition.chunk)
        ) CROSS JOIN embeddings ON id = embeddingID
        """
    }

    /// The embeddings nearest to `query`, and those that tie with the last of them.
    ///
    /// The index and the order of the join make SQLite read the embeddings in the order of the file, and only those that a chunk
    /// uses which may be found. Its C functions are called directly: through GRDB's rows a scan takes almost twice as long.
    private func scan(
        _ query: Embedding,
        _ condition: SearchCondition,
        limit: Int,
        _ db: Database
    ) throws -> [TopCandidates.Entry] {
        let statement = try db.cachedStatement(sql: Self.scanSQL(condition))
        try statement.setArguments(StatementArguments(condition.arguments))
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

    /// The numbers of the chunks that have one of the best embeddings and may be found, best first; several may share one.
    private func chunks(
        with best: [TopCandidates.Entry],
        _ condition: SearchCondition,
        _ db: Database
    ) throws -> [Int64] {
        let places = try db.cachedStatement(
            sql: """
                SELECT chunks.id, path, ordinal, embeddingID FROM chunks JOIN documents ON documents.id = documentID
                WHERE embeddingID IN (SELECT value FROM json_each(:embeddings))
                AND \(condition.document) AND \(condition.chunk)
                """
        )
        var arguments = condition.arguments
        arguments["embeddings"] = "[" + best.map { String($0.id) }.joined(separator: ",") + "]"
        let scores = Dictionary(best.map { ($0.id, $0.score) }) { first, _ in first }
        var found: [(score: Float, path: String, ordinal: Int, id: Int64)] = []
        let rows = try Row.fetchCursor(places, arguments: StatementArguments(arguments))
        while let row = try rows.next() {
            guard let score = scores[try row.decode(atIndex: 3)] else { throw store.failure.damaged }
            found.append(try (score, row.decode(atIndex: 1), row.decode(atIndex: 2), row.decode(atIndex: 0)))
        }
        found.sort { ($1.score, $0.path, $0.ordinal) < ($0.score, $1.path, $1.ordinal) }
        return found.map(\.id)
    }

    /// The chunks with these numbers, in this order, as far as they are in `generation`.
    private func passages(
        _ chunkIDs: [Int64],
        in generation: Generation,
        _ query: Embedding,
        _ db: Database
    ) throws -> [SearchHit] {
        let find = try db.cachedStatement(
            sql: """
                SELECT chunks.*, path, title, metadata, vector FROM chunks JOIN documents ON documents.id = documentID
                JOIN embeddings ON embeddings.id = embeddingID WHERE chunks.id = ? AND generationID = ?
                """
        )
        return try chunkIDs.compactMap { id in
            guard let row = try Row.fetchOne(find, arguments: [id, generation.id]) else { return nil }
            let vector = try VectorBlob.decode(row.decode(forColumn: "vector"))
            guard let score = vector.flatMap(query.cosine) else { throw store.failure.damaged }
            return SearchHit(
                chunkID: id,
                documentPath: try row.decode(forColumn: "path"),
                documentTitle: try row.decode(forColumn: "title"),
                documentMetadata: try JSONColumn.decode(row.decode(forColumn: "metadata")),
                chunk: try Chunk(row),
                score: score
            )
        }
    }

    private func otherModel(_ other: EmbeddingModel) -> RAGError {
        RAGError(
            .notConfigured,
            "The index was made with the embedding model \(other), and \(model) is set now",
            hint: "Run `kefu refresh`, or set embedding.provider and embedding.model back"
        )
    }

    private func wrongWidth(_ query: Embedding, _ width: Int) -> RAGError {
        RAGError(
            .notConfigured,
            "The question has \(query.dimensions) dimensions, but the index holds \(width) for the model \(model)",
            hint: "Run `kefu refresh` to build the index with the model that is set now"
        )
    }
}
