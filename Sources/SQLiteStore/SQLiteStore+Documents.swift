import GRDB
import RAGCore

extension SQLiteStore: VectorStore {
    package func fingerprints() async throws -> [String: DocumentFingerprint] {
        try await read { db in
            var fingerprints: [String: DocumentFingerprint] = [:]
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT path, contentHash, recipe, name, nullif(dimensions, 0)
                    FROM documents JOIN models ON models.id = modelID
                    """
            )
            while let row = try rows.next() {
                let model = try EmbeddingModel(name: row.decode(atIndex: 3), dimensions: row.decode(atIndex: 4))
                let path: String = try row.decode(atIndex: 0)
                fingerprints[path] = try DocumentFingerprint(
                    contentHash: row.decode(atIndex: 1),
                    recipe: row.decode(atIndex: 2),
                    model: model
                )
            }
            return fingerprints
        }
    }

    package func replace(_ document: Document, with chunks: [EmbeddedChunk], model: EmbeddingModel) async throws {
        try await write { db in
            let modelID = try register(model, width: width(of: chunks.lazy.map(\.embedding), model), db)
            let documentID = try put(document, modelID, db)
            let released = try deleteChunks(of: documentID, db)
            for chunk in chunks {
                let embeddingID = try put(chunk.embedding, chunk.textHash, modelID, db)
                try insert(chunk.chunk, documentID, embeddingID, db)
            }
            try release(released, db)
        }
    }

    package func remove(_ paths: [String]) async throws {
        try await write { db in
            let find = try db.cachedStatement(sql: "SELECT id FROM documents WHERE path = ?")
            let delete = try db.cachedStatement(sql: "DELETE FROM documents WHERE id = ?")
            for path in paths {
                guard let id = try Int64.fetchOne(find, arguments: [path]) else { continue }
                let released = try deleteChunks(of: id, db)
                try delete.execute(arguments: [id])
                try release(released, db)
            }
        }
    }

    /// All documents in the order of their paths.
    package func documents() async throws -> [Document] {
        try await read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM documents ORDER BY path")
            return try Array(rows.map { try Document($0) })
        }
    }

    /// The chunks of the document at `path` in their order; none where there is no such document.
    package func chunks(of path: String) async throws -> [Chunk] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT chunks.* FROM chunks JOIN documents ON documents.id = documentID
                    WHERE path = ? ORDER BY ordinal
                    """,
                arguments: [path]
            )
            return try Array(rows.map { try Chunk($0) })
        }
    }

    /// Writes the row of `document`, in place of the one that stood at its path, and returns its number.
    private func put(_ document: Document, _ modelID: Int64, _ db: Database) throws -> Int64 {
        let upsert = try db.cachedStatement(
            sql: """
                INSERT INTO documents (path, title, language, contentHash, recipe, byteCount, metadata, modelID)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET title = excluded.title, language = excluded.language,
                    contentHash = excluded.contentHash, recipe = excluded.recipe, byteCount = excluded.byteCount,
                    metadata = excluded.metadata, modelID = excluded.modelID
                RETURNING id
                """
        )
        let id = try Int64.fetchOne(
            upsert,
            arguments: [
                document.path, document.title.storable, document.language?.rawValue, document.contentHash,
                document.recipe,
                document.byteCount, JSONColumn.encode(document.metadata), modelID,
            ]
        )
        guard let id else { throw failure.damaged }
        return id
    }

    private func insert(_ chunk: Chunk, _ documentID: Int64, _ embeddingID: Int64, _ db: Database) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO chunks (documentID, ordinal, embeddingID, text, headingPath, startByte, endByte, firstLine,
                    lastLine, language, question)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try insert.execute(arguments: [
            documentID, chunk.ordinal, embeddingID, chunk.text.storable, JSONColumn.encode(chunk.headingPath),
            chunk.range.lowerBound, chunk.range.upperBound, chunk.lines.lowerBound, chunk.lines.upperBound,
            chunk.language?.rawValue, chunk.question?.storable,
        ])
    }

    /// Deletes the chunks of a document and returns the numbers of the embeddings that they used.
    private func deleteChunks(of documentID: Int64, _ db: Database) throws -> Set<Int64> {
        let find = try db.cachedStatement(sql: "SELECT embeddingID FROM chunks WHERE documentID = ?")
        let used = try Int64.fetchSet(find, arguments: [documentID])
        try db.cachedStatement(sql: "DELETE FROM chunks WHERE documentID = ?").execute(arguments: [documentID])
        return used
    }

    /// Notes the time for those embeddings that no chunk uses any more; the others are not written.
    private func release(_ embeddingIDs: Set<Int64>, _ db: Database) throws {
        let update = try db.cachedStatement(
            sql: """
                UPDATE embeddings SET releasedAt = \(StoreSchema.now)
                WHERE id = ? AND NOT EXISTS (SELECT 1 FROM chunks WHERE embeddingID = embeddings.id)
                """
        )
        for id in embeddingIDs { try update.execute(arguments: [id]) }
    }
}

extension String {
    /// The text with U+FFFD for U+0000, at which SQLite would end it (CommonMark 0.31, section 2.3, does the same).
    fileprivate var storable: String {
        utf8.contains(0) ? String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })) : self
    }
}
