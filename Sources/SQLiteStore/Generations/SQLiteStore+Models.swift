import GRDB
import RAGCore

extension SQLiteStore {
    /// Returns the row of the model, or nil if nothing was ever stored for it.
    func storedModel(_ model: EmbeddingModel, _ db: Database) throws -> StoredModel? {
        let find = try db.cachedStatement(sql: "SELECT id, width FROM models WHERE name = ? AND dimensions = ?")
        return try Row.fetchOne(find, arguments: [model.name, model.dimensions ?? 0]).map {
            try StoredModel(id: $0.decode(forColumn: "id"), width: $0.decode(forColumn: "width"))
        }
    }

    /// Returns the number of dimensions of the vectors that are stored for `model`; nil if there are none. Throws
    /// `RAGError`.
    package func dimensions(of model: EmbeddingModel) async throws -> Int? {
        try await read { db in try storedModel(model, db)?.width }
    }

    /// Returns the ID of the model; inserts a row if there is none.
    ///
    /// Throws `RAGError` if `width` is given and differs from the length of the vectors that are stored for the model.
    func register(_ model: EmbeddingModel, width: Int?, _ db: Database) throws -> Int64 {
        let stored = try storedModel(model, db)
        if let stored, width == nil || stored.width == width { return stored.id }
        if let width, let expected = stored?.width {
            throw RAGError(
                .failed,
                "The embedding model \(model) returned vectors of \(width) dimensions, the index has \(expected)",
                hint: "If the name now stands for another model, move the index away and run `kefu refresh`"
            )
        }
        try db.execute(
            sql: """
                INSERT INTO models (name, dimensions, width) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET width = excluded.width
                """,
            arguments: [model.name, model.dimensions ?? 0, width]
        )
        return stored?.id ?? db.lastInsertedRowID
    }

    /// Returns the common length of `embeddings`, or nil if there are none. Throws `RAGError` if they differ.
    func width(of embeddings: some Sequence<Embedding>, _ model: EmbeddingModel) throws -> Int? {
        var width: Int?
        for embedding in embeddings where embedding.dimensions != width {
            guard width == nil else {
                throw RAGError(.serviceFailed, "The embedding model \(model) returned vectors of different lengths")
            }
            width = embedding.dimensions
        }
        return width
    }
}
