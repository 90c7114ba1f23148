import GRDB
import RAGCore

extension IndexStamp {
    /// The stamp of `generation` as it stands in this transaction. Reads one row.
    init(of generation: Generation, _ db: Database) throws {
        let find = try db.cachedStatement(sql: "SELECT changes FROM generations WHERE id = ?")
        self.init(generation: generation.id, version: try Int64.fetchOne(find, arguments: [generation.id]) ?? 0)
    }
}
