import GRDB
import RAGCore

/// The writer of one generation's `CodeTable`, in the transaction that writes the chunks.
///
/// A row is deleted by the values that it was inserted with. So both are made from the chunks and the title as the
/// database has them.
struct CodeRows {
    private let db: Database
    private let insertion: RowWriter
    private let removal: RowWriter

    init(generationID: Int64, _ db: Database) throws {
        let table = CodeTable(generationID: generationID).name
        let fields = CodeWords.fields.joined(separator: ", ")
        let places = CodeWords.fields.map { _ in "?" }.joined(separator: ", ")
        self.db = db
        insertion = try RowWriter("INSERT INTO \(table) (rowid, \(fields)) VALUES (?, \(places))", db)
        removal = try RowWriter(
            "INSERT INTO \(table) (rowid, \(fields), \(table)) VALUES (?, \(places), 'delete')",
            db
        )
    }

    /// Inserts the words of the document with the ID `documentID`, whose chunks are in `chunks`.
    func insert(_ documentID: Int64) throws { try write(documentID, with: insertion) }

    /// Removes the words of that document. Its chunks must be those of the insertion.
    func remove(_ documentID: Int64) throws { try write(documentID, with: removal) }

    private func write(_ documentID: Int64, with writer: RowWriter) throws {
        for row in try rows(of: documentID) {
            writer.bind(1, row.chunkID)
            for (index, value) in row.values.enumerated() { writer.bind(Int32(index + 2), value) }
            try writer.run()
        }
    }

    private func rows(of documentID: Int64) throws -> [CodeWords] {
        let find = try db.cachedStatement(
            sql: """
                SELECT chunks.id, headingPath, text, code, title
                FROM chunks JOIN documents ON documents.id = documentID
                WHERE documentID = ? AND code IS NOT NULL ORDER BY ordinal
                """
        )
        let found = try Row.fetchAll(find, arguments: [documentID])
        guard let first = found.first else { return [] }
        let chunks = try found.map { row in
            CodeWords.Source(
                chunkID: try row.decode(atIndex: 0),
                headingPath: try JSONColumn.list(row.decode(atIndex: 1)),
                text: try row.decode(atIndex: 2),
                part: CodePart(rawValue: try row.decode(atIndex: 3)) ?? .other
            )
        }
        return CodeWords.rows(of: chunks, title: try first.decode(atIndex: 4))
    }
}
