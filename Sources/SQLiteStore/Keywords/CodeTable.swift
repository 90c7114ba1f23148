import GRDB

/// The keyword table of the programs of a generation: an FTS5 index with one row for each function and each piece of
/// code between functions. The `rowid` is the ID of the function's first chunk.
///
/// Its columns are the fields of `CodeWords`. Text and code are in two tables, so that the words of one do not change
/// the rarity of words in the other. It stores no text, as `KeywordTable` does.
struct CodeTable {
    let name: String

    init(generationID: Int64) { name = "codeWords\(generationID)" }

    /// Creates the table, empty.
    func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE \(name) USING fts5(
                    \(CodeWords.fields.joined(separator: ", ")), content='', tokenize='kefu'
                )
                """
        )
    }

    /// Drops the table if it exists.
    func drop(_ db: Database) throws {
        try db.execute(sql: "DROP TABLE IF EXISTS \(name)")
    }
}
