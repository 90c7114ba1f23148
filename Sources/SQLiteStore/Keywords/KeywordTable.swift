import CTokenizer
import GRDB

/// The keyword table of a generation: FTS5 over its chunks, `rowid` the chunk's number.
///
/// - Each generation has its own: what is rare in one is not made common by another, and dropping a generation drops a table
///   instead of taking out each of its words.
/// - It holds no text (`content=''`); what is taken out of it must be told as it went in, so both come from `chunks`.
/// - Rows are written one by one with their values: an `INSERT ... SELECT` opens a savepoint, at which FTS5 writes to disk all
///   it has gathered; with one for each chunk that took four times as long.
struct KeywordTable {
    let name: String

    init(generationID: Int64) { name = "keywords\(generationID)" }

    /// What is indexed of a row of `chunks` and `documents`, by column. A heading path stands as JSON, whose signs separate.
    static let values = "title, headingPath || ' ' || coalesce(question, ''), text"

    /// The second column's value for a chunk, equal to what `values` says of its row.
    static func heading(_ headingPath: String, _ question: String?) -> String { headingPath + " " + (question ?? "") }

    /// Begins the table, empty.
    ///
    /// What a transaction gathers is written when it ends, as a segment; eight segments of a level become one of the next.
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

    /// Gives a connection the tokenizer and the search; without them it cannot open the table.
    static func registerTokenizer(_ db: Database) throws {
        let code = ct_register(db.sqliteConnection)
        guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    func drop(_ db: Database) throws {
        try db.execute(sql: "DROP TABLE IF EXISTS \(name)")
    }
}
