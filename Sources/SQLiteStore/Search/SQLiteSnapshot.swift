import Foundation
import GRDB
import RAGCore

/// The current generation of a store as one read transaction sees it.
struct SQLiteSnapshot: IndexSnapshot {
    let version: IndexVersion
    let dimensions: Int
    private let column: VectorColumn
    private let generation: Generation
    private let failure: StoreFailure
    private let cache: RecentCache<StoredPassage.Key, StoredPassage>
    private let filtered: FilteredRows
    private let db: Database

    /// Opens a snapshot in the transaction of `db`; nil if no generation is current or its model has no vector yet.
    /// Throws `RAGError` (`notConfigured`) if the current generation was built with another model.
    init?(of store: SQLiteStore, _ model: EmbeddingModel, _ column: VectorColumn, _ db: Database) throws {
        guard let current = try store.generation(.current, db) else { return nil }
        guard current.recipe.model == model else { throw Self.otherModel(model, current.recipe.model) }
        guard let width = try store.storedModel(model, db)?.width else { return nil }
        version = try IndexVersion(of: current, db)
        dimensions = width
        self.column = column
        generation = current
        failure = store.failure
        cache = store.passages
        filtered = store.filtered
        self.db = db
    }

    func embeddingIDs(where filter: SearchFilter) throws -> [Int64] {
        try filtered.ids(for: FilteredRows.Key(version: version, column: column, filter: filter)) {
            let condition = SearchCondition(filter, generation: generation.id)
            let find = try db.cachedStatement(sql: Self.idsSQL(condition, column))
            return try Int64.fetchAll(find, arguments: StatementArguments(condition.arguments))
        }
    }

    /// Returns the query for the embeddings that a search may find. It scans one index, so the IDs come in their order.
    static func idsSQL(_ condition: SearchCondition, _ column: VectorColumn) -> String {
        """
        SELECT DISTINCT \(column.name) FROM chunks INDEXED BY \(column.index.name) WHERE \(column.index.condition)
        AND +documentID IN (SELECT id FROM documents WHERE \(condition.document)) AND \(condition.chunk)
        """
    }

    func readVectors(_ embeddingIDs: [Int64], _ body: (Int64, Embedding) throws -> Void) throws {
        let find = try db.cachedStatement(sql: "SELECT vector FROM embeddings WHERE id = ?")
        for id in embeddingIDs {
            guard let blob = try Data.fetchOne(find, arguments: [id]) else { throw failure.damaged }
            try body(id, vector(blob))
        }
    }

    func scores(
        of embeddingIDs: [Int64],
        comparedTo query: Embedding,
        limit: Int,
        where filter: SearchFilter
    ) throws -> [VectorHit] {
        let condition = SearchCondition(filter, generation: generation.id)
        var scores: [Int64: Float] = [:]
        try readVectors(embeddingIDs) { id, vector in scores[id] = try score(query, vector) }
        let places = try db.cachedStatement(sql: Self.placesSQL(condition, column))
        var arguments = condition.arguments
        arguments["embeddings"] = "[" + embeddingIDs.map(String.init).joined(separator: ",") + "]"
        var found: [(score: Float, path: String, ordinal: Int, id: Int64, code: CodePart?)] = []
        let rows = try Row.fetchCursor(places, arguments: StatementArguments(arguments))
        while let row = try rows.next() {
            guard let score = scores[try row.decode(atIndex: 3)] else { throw failure.damaged }
            let code = try row.decode(String?.self, atIndex: 4).flatMap(CodePart.init)
            found.append(try (score, row.decode(atIndex: 1), row.decode(atIndex: 2), row.decode(atIndex: 0), code))
        }
        found.sort { ($1.score, $0.path, $0.ordinal) < ($0.score, $1.path, $1.ordinal) }
        return found.prefix(limit).map { VectorHit(chunkID: $0.id, score: $0.score, code: $0.code) }
    }

    /// Returns the query for the chunks that have one of `:embeddings`.
    ///
    /// It looks each of them up. With a plain join, SQLite would read all chunks if there are few documents.
    static func placesSQL(_ condition: SearchCondition, _ column: VectorColumn) -> String {
        """
        SELECT chunks.id, path, ordinal, \(column.name), code FROM chunks CROSS JOIN documents ON documents.id = documentID
        WHERE \(column.name) IN (SELECT value FROM json_each(:embeddings))
        AND \(condition.document) AND \(condition.chunk)
        """
    }

    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) throws -> [SearchHit] {
        let find = try db.cachedStatement(
            sql: """
                SELECT \(Chunk.columns()), path, title, metadata, vector
                FROM chunks JOIN documents ON documents.id = documentID
                JOIN embeddings ON embeddings.id = \(column.name)
                WHERE chunks.id = ? AND generationID = ?
                """
        )
        return try chunkIDs.compactMap { id in
            let key = StoredPassage.Key(version: version, column: column, chunkID: id)
            var passage = cache[key]
            if passage == nil {
                passage = try Row.fetchOne(find, arguments: [id, generation.id]).map(decode)
                cache[key] = passage
            }
            return try passage.map { try hit(id, $0, query) }
        }
    }

    private func decode(_ row: Row) throws -> StoredPassage {
        let after = Chunk.columnCount
        return StoredPassage(
            documentPath: try row.decode(atIndex: after),
            documentTitle: try row.decode(atIndex: after + 1),
            documentMetadata: try JSONColumn.lists(row.decode(atIndex: after + 2)),
            chunk: try Chunk(row),
            vector: try vector(row.decode(atIndex: after + 3))
        )
    }

    private func hit(_ id: Int64, _ passage: StoredPassage, _ query: Embedding) throws -> SearchHit {
        SearchHit(
            chunkID: id,
            documentPath: passage.documentPath,
            documentTitle: passage.documentTitle,
            documentMetadata: passage.documentMetadata,
            chunk: passage.chunk,
            score: try score(query, passage.vector)
        )
    }

    private func score(_ query: Embedding, _ vector: Embedding) throws -> Float {
        guard let score = query.cosine(to: vector) else { throw failure.damaged }
        return score
    }

    private func vector(_ blob: Data) throws -> Embedding {
        guard let vector = VectorBlob.decode(blob), vector.dimensions == dimensions else { throw failure.damaged }
        return vector
    }

    private static func otherModel(_ model: EmbeddingModel, _ other: EmbeddingModel) -> RAGError {
        RAGError(
            .notConfigured,
            "The index was made with the embedding model \(other), and \(model) is set now",
            hint: "Run `kefu refresh`, or set embedding.provider and embedding.model back"
        )
    }
}

extension IndexVersion {
    /// Reads the version of `generation` as this transaction sees it: one row.
    init(of generation: Generation, _ db: Database) throws {
        let find = try db.cachedStatement(sql: "SELECT changes FROM generations WHERE id = ?")
        self.init(generation: generation.id, revision: try Int64.fetchOne(find, arguments: [generation.id]) ?? 0)
    }
}
