import GRDB
import RAGCore

extension SQLiteStore: VectorStore {
    /// Reads the fingerprints of all documents in `generation`, by path.
    package func fingerprints(in generation: Generation) async throws -> [String: DocumentFingerprint] {
        try await read { db in
            var fingerprints: [String: DocumentFingerprint] = [:]
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT path, contentHash, recipe FROM documents WHERE generationID = ?",
                arguments: [generation.id]
            )
            while let row = try rows.next() {
                fingerprints[try row.decode(atIndex: 0)] = try DocumentFingerprint(
                    contentHash: row.decode(atIndex: 1),
                    recipe: row.decode(atIndex: 2)
                )
            }
            return fingerprints
        }
    }

    /// Writes documents, chunks, labels and words in one transaction, and gives the generation a new revision.
    ///
    /// Throws `RAGError` if the generation is no longer kept or an embedding is missing.
    package func replace(_ documents: [IndexedDocument], in generation: Generation) async throws {
        guard !documents.isEmpty else { return }
        try await write { db in
            let modelID = try modelID(of: generation, db)
            let rows = try DocumentRows(generationID: generation.id, db)
            let keys = try EmbeddingKeys(modelID: modelID, db)
            for document in documents {
                let documentID = try rows.replace(document.document)
                for chunk in document.chunks {
                    guard let embeddingID = try keys.find(chunk.textHash) else { throw notEmbedded(document.document) }
                    let questionID = try chunk.questionHash.map { try keys.find($0) }
                    if case .some(nil) = questionID { throw notEmbedded(document.document) }
                    try rows.insert(chunk.chunk, of: document.document, documentID, embeddingID, questionID ?? nil)
                }
                if document.chunks.contains(where: { $0.chunk.code != nil }) { try rows.code.insert(documentID) }
            }
            try changeRevision(of: generation, db)
        }
    }

    /// Changes the paths of documents in one transaction. Their chunks keep their IDs.
    package func move(_ moves: [String: String], in generation: Generation) async throws {
        guard !moves.isEmpty else { return }
        try await write { db in
            _ = try modelID(of: generation, db)
            let rows = try DocumentRows(generationID: generation.id, db)
            let moving = try moves.compactMap { old, new in
                try rows.document(at: old).map { (id: $0, path: new) }
            }
            // Paths are unique, so first move all documents out of the way, then to their new paths.
            let set = try db.cachedStatement(sql: "UPDATE documents SET path = ? WHERE id = ?")
            for document in moving { try set.execute(arguments: ["/moving/\(document.id)", document.id]) }
            for document in moving {
                try rows.remove(document.path)
                try set.execute(arguments: [document.path, document.id])
            }
            try changeRevision(of: generation, db)
        }
    }

    /// Deletes documents, chunks, labels and words in one transaction.
    package func remove(_ paths: [String], in generation: Generation) async throws {
        guard !paths.isEmpty else { return }
        try await write { db in
            _ = try modelID(of: generation, db)
            let rows = try DocumentRows(generationID: generation.id, db)
            for path in paths { try rows.remove(path) }
            try changeRevision(of: generation, db)
        }
    }

    /// Returns all documents of the current generation, ordered by path.
    package func documents() async throws -> [Document] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT * FROM documents WHERE generationID = (SELECT id FROM generations WHERE state = 'current')
                    ORDER BY path
                    """
            )
            return try Array(rows.map { try Document($0) })
        }
    }

    /// Returns the chunks of the document at `path` in the current generation, in order; none if it does not exist.
    package func chunks(of path: String) async throws -> [Chunk] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT \(Chunk.columns()) FROM chunks JOIN documents ON documents.id = documentID
                    WHERE path = ? AND generationID = (SELECT id FROM generations WHERE state = 'current')
                    ORDER BY ordinal
                    """,
                arguments: [path]
            )
            return try Array(rows.map { try Chunk($0) })
        }
    }

    private func notEmbedded(_ document: Document) -> RAGError {
        RAGError(
            .failed,
            "A passage of \(document.path) has no embedding in the index",
            hint: "Run `kefu refresh` again"
        )
    }
}

extension Document {
    /// Reads the document in a row of `documents`. Throws if the row is damaged.
    fileprivate init(_ row: Row) throws {
        self.init(
            path: try row.decode(forColumn: "path"),
            source: try row.decode(forColumn: "source"),
            title: try row.decode(forColumn: "title"),
            language: Language(stored: try row.decode(forColumn: "language")),
            contentHash: try row.decode(forColumn: "contentHash"),
            recipe: try row.decode(forColumn: "recipe"),
            byteCount: try row.decode(forColumn: "byteCount"),
            metadata: try JSONColumn.decode(row.decode(forColumn: "metadata")),
            notes: try JSONColumn.list(row.decode(forColumn: "notes"))
        )
    }
}
