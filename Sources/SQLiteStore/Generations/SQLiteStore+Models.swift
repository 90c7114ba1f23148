import GRDB
import RAGCore

/// The number of a model in the database, and how long its vectors are.
struct StoredModel {
    let id: Int64
    /// Components of every vector of the model; nil as long as there is none.
    let width: Int?
}

extension SQLiteStore {
    /// The model as it stands in the database; nil where nothing was ever stored for it.
    func storedModel(_ model: EmbeddingModel, _ db: Database) throws -> StoredModel? {
        let find = try db.cachedStatement(sql: "SELECT id, width FROM models WHERE name = ? AND dimensions = ?")
        return try Row.fetchOne(find, arguments: [model.name, model.dimensions ?? 0]).map {
            try StoredModel(id: $0.decode(forColumn: "id"), width: $0.decode(forColumn: "width"))
        }
    }

    /// The model's number, given to it now where it has none. Vectors must be `width` components long, if told.
    func register(_ model: EmbeddingModel, width: Int?, _ db: Database) throws -> Int64 {
        let stored = try storedModel(model, db)
        if let stored, width == nil || stored.width == width { return stored.id }
        if let width, let expected = stored?.width {
            throw RAGError(
                .failed,
                "The embedding model \(model) gave \(width) dimensions, but the index holds \(expected) for it",
                hint: "If another model now bears this name, move the index away and run `kefu refresh`"
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

    /// The one length of `embeddings`; nil where there are none. Throws where they differ.
    func width(of embeddings: some Sequence<Embedding>, _ model: EmbeddingModel) throws -> Int? {
        var width: Int?
        for embedding in embeddings where embedding.dimensions != width {
            guard width == nil else {
                throw RAGError(.serviceFailed, "The embedding model \(model) gave vectors of different lengths")
            }
            width = embedding.dimensions
        }
        return width
    }
}
