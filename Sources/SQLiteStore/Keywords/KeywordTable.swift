import GRDB
import Lexicon

/// The keyword table of a generation: an FTS5 index of its chunks, with the chunk ID as `rowid`.
///
/// - Each generation has its own table. So the frequency of a word in one generation does not change the ranking in
///   another, and dropping a generation drops a table instead of deleting every word.
/// - It stores no text (`content=''`). Deleting a row needs the values that were inserted, so both come from `chunks`.
/// - Rows are inserted one by one with their values. An `INSERT ... SELECT` opens a savepoint, at which FTS5 writes to
///   the disk everything that it has collected; one for each chunk took four times as long.
struct KeywordTable {
    let name: String

    init(generationID: Int64) { name = "keywords\(generationID)" }

    /// The indexed values of a row of `chunks` joined with `documents`, by column.
    ///
    /// The heading path is JSON, whose punctuation only separates tokens.
    static let values = "title, headingPath || ' ' || coalesce(question, ''), text"

    /// Returns the value of the second column for a chunk, equal to that of `values`.
    static func heading(_ headingPath: String, _ question: String?) -> String { headingPath + " " + (question ?? "") }

    /// Creates the table, empty.
    ///
    /// A transaction's words are written as one segment when it ends. Eight segments of a level are merged into one of
    /// the next.
    func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE \(name) USING fts5(title, heading, text, content='', tokenize='kefu');
                INSERT INTO \(name) (\(name), rank) VALUES ('hashsize', 33554432);
                INSERT INTO \(name) (\(name), rank) VALUES ('automerge', 8);
                INSERT INTO \(name) (\(name), rank) VALUES ('crisismerge', 64);
                """
        )
    }

    /// Registers the tokenizer and the search function. Without them a connection cannot open the table.
    static func registerTokenizer(_ db: Database) throws {
        let code = KeywordSearch.register(on: db.sqliteConnection)
        guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    /// Drops the table if it exists.
    func drop(_ db: Database) throws {
        try db.execute(sql: "DROP TABLE IF EXISTS \(name)")
    }
}
