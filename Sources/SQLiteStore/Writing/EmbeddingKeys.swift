import GRDB
import RAGCore

/// Looks up the numbers of one model's embeddings; reads an index alone, no vector.
struct EmbeddingKeys {
    private let modelID: Int64
    private let statement: Statement

    init(modelID: Int64, _ db: Database) throws {
        self.modelID = modelID
        statement = try db.cachedStatement(sql: "SELECT id FROM embeddings WHERE modelID = ? AND textHash = ?")
    }

    /// The number of the embedding of the text that hashes to `hash`; nil where there is none.
    func find(_ hash: TextHash) throws -> Int64? {
        try Int64.fetchOne(statement, arguments: [modelID, TextKey(hash).data])
    }
}
