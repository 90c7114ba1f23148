import GRDB
import RAGCore

extension Document {
    /// The document in a row of `documents`. Throws where the row is damaged.
    init(_ row: Row) throws {
        self.init(
            path: try row.decode(forColumn: "path"),
            source: try row.decode(forColumn: "source"),
            title: try row.decode(forColumn: "title"),
            language: Language(stored: try row.decode(forColumn: "language")),
            contentHash: try row.decode(forColumn: "contentHash"),
            recipe: try row.decode(forColumn: "recipe"),
            byteCount: try row.decode(forColumn: "byteCount"),
            metadata: try JSONColumn.decode(row.decode(forColumn: "metadata"))
        )
    }
}
