import GRDB

/// The writer of one generation's keyword table, in the transaction that writes the chunks.
struct KeywordRows {
    private let db: Database
    private let generationID: Int64
    private let insertion: RowWriter
    private let removal: RowWriter

    init(generationID: Int64, _ db: Database) throws {
        let table = KeywordTable(generationID: generationID).name
        self.db = db
        self.generationID = generationID
        insertion = try RowWriter("INSERT INTO \(table) (rowid, title, heading, text) VALUES (?, ?, ?, ?)", db)
        removal = try RowWriter(
            "INSERT INTO \(table) (rowid, title, heading, text, \(table)) VALUES (?, ?, ?, ?, 'delete')",
            db
        )
    }

    /// Inserts the words of the chunk `chunkID`. `heading` is the result of `KeywordTable.heading`.
    func insert(_ chunkID: Int64, title: String, heading: String, text: String) throws {
        insertion.bind(1, chunkID)
        insertion.bind(2, title)
        insertion.bind(3, heading)
        insertion.bind(4, text)
        try insertion.run()
    }

    /// Removes the words of the document at `path`. Its chunks must still be in `chunks`.
    func remove(_ path: String) throws {
        let find = try db.cachedStatement(
            sql: """
                SELECT chunks.id, \(KeywordTable.values) FROM documents JOIN chunks ON documentID = documents.id
                WHERE generationID = ? AND path = ? AND code IS NULL
                """
        )
        let rows = try Row.fetchCursor(find, arguments: [generationID, path])
        while let row = try rows.next() {
            removal.bind(1, try row.decode(Int64.self, atIndex: 0))
            for column in 1...3 { removal.bind(Int32(column + 1), try row.decode(String.self, atIndex: column)) }
            try removal.run()
        }
    }
}
