import GRDB
import RAGCore

/// A lookup of the IDs of one model's embeddings. It reads an index only, no vector.
struct EmbeddingKeys {
    private let modelID: Int64
    private let statement: Statement

    init(modelID: Int64, _ db: Database) throws {
        self.modelID = modelID
        statement = try db.cachedStatement(sql: "SELECT id FROM embeddings WHERE modelID = ? AND textHash = ?")
    }

    /// Returns the ID of the embedding for the text hash `hash`, or nil if there is none.
    func find(_ hash: TextHash) throws -> Int64? {
        try Int64.fetchOne(statement, arguments: [modelID, TextKey(hash).data])
    }
}
