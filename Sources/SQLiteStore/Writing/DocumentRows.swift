import GRDB
import RAGCore

/// The writer of one generation's documents and their chunks.
struct DocumentRows {
    private let generationID: Int64
    private let db: Database
    private let document: RowWriter
    private let label: RowWriter
    private let chunk: RowWriter
    private let removal: RowWriter
    private let keywords: KeywordRows
    /// The words of programs.
    let code: CodeRows

    init(generationID: Int64, _ db: Database) throws {
        self.generationID = generationID
        self.db = db
        document = try RowWriter(
            """
            INSERT INTO documents (generationID, path, source, title, language, contentHash, recipe, byteCount, metadata,
                notes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            db
        )
        label = try RowWriter("INSERT OR IGNORE INTO labels (key, value, documentID) VALUES (?, ?, ?)", db)
        chunk = try RowWriter(
            """
            INSERT INTO chunks (documentID, ordinal, embeddingID, questionEmbeddingID, text, headingPath, startByte, endByte,
                firstLine, lastLine, firstPage, lastPage, language, question, validFrom, validUntil, code)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            db
        )
        removal = try RowWriter("DELETE FROM documents WHERE generationID = ? AND path = ?", db)
        keywords = try KeywordRows(generationID: generationID, db)
        code = try CodeRows(generationID: generationID, db)
    }

    /// Inserts `new` in place of the document at its path, without chunks, and returns its ID.
    func replace(_ new: Document) throws -> Int64 {
        try remove(new.path)
        document.bind(1, generationID)
        document.bind(2, new.path)
        document.bind(3, new.source)
        document.bind(4, new.title)
        document.bind(5, new.language?.rawValue)
        document.bind(6, new.contentHash)
        document.bind(7, new.recipe)
        document.bind(8, new.byteCount)
        document.bind(9, JSONColumn.encode(new.metadata))
        document.bind(10, JSONColumn.encode(new.notes))
        try document.run()
        let id = db.lastInsertedRowID
        for (key, values) in new.metadata {
            label.bind(1, key.foldingCaseAndWidth())
            for value in values {
                label.bind(2, value.foldingCaseAndWidth())
                label.bind(3, id)
                try label.run()
            }
        }
        return id
    }

    /// Inserts a chunk of `document`, which has the ID `documentID`, and its words. Those of a program are inserted by
    /// `code`, all chunks of a document together.
    func insert(
        _ new: Chunk,
        of document: Document,
        _ documentID: Int64,
        _ embeddingID: Int64,
        _ questionEmbeddingID: Int64?
    ) throws {
        let headingPath = JSONColumn.encode(new.headingPath)
        chunk.bind(1, documentID)
        chunk.bind(2, new.ordinal)
        chunk.bind(3, embeddingID)
        chunk.bind(4, questionEmbeddingID)
        chunk.bind(5, new.text)
        chunk.bind(6, headingPath)
        chunk.bind(7, new.range.lowerBound)
        chunk.bind(8, new.range.upperBound)
        chunk.bind(9, new.lines.lowerBound)
        chunk.bind(10, new.lines.upperBound)
        chunk.bind(11, new.pages?.lowerBound)
        chunk.bind(12, new.pages?.upperBound)
        chunk.bind(13, new.language?.rawValue)
        chunk.bind(14, new.question)
        chunk.bind(15, new.validity?.from)
        chunk.bind(16, new.validity?.until)
        chunk.bind(17, new.code?.rawValue)
        try chunk.run()
        guard new.code == nil else { return }
        try keywords.insert(
            db.lastInsertedRowID,
            title: document.title,
            heading: KeywordTable.heading(headingPath, new.question),
            text: new.text
        )
    }

    /// Returns the ID of the document at `path`, or nil if there is none.
    func document(at path: String) throws -> Int64? {
        let find = try db.cachedStatement(sql: "SELECT id FROM documents WHERE generationID = ? AND path = ?")
        return try Int64.fetchOne(find, arguments: [generationID, path])
    }

    /// Removes the document at `path` with its chunks, if there is one.
    func remove(_ path: String) throws {
        try keywords.remove(path)
        if let id = try document(at: path) { try code.remove(id) }
        removal.bind(1, generationID)
        removal.bind(2, path)
        try removal.run()
    }
}
