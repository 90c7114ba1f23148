import Foundation
import GRDB
import RAGCore

/// The vectors and chunks of the current generation, as they stand in one read transaction.
struct StoreState: VectorState {
    let stamp: IndexStamp
    let dimensions: Int
    private let generation: Generation
    private let failure: StoreFailure
    private let db: Database

    /// nil where nothing answers yet, or has no vector. Throws where what answers was made with another model.
    init?(of store: SQLiteStore, _ model: EmbeddingModel, _ db: Database) throws {
        guard let current = try store.generation(.current, db) else { return nil }
        guard current.recipe.model == model else { throw Self.otherModel(model, current.recipe.model) }
        guard let width = try store.storedModel(model, db)?.width else { return nil }
        stamp = try IndexStamp(of: current, db)
        dimensions = width
        generation = current
        failure = store.failure
        self.db = db
    }

    func embeddingIDs(where filter: SearchFilter) throws -> [Int64] {
        let condition = SearchCondition(filter, generation: generation.id)
        let find = try db.cachedStatement(sql: Self.idsSQL(condition))
        return try Int64.fetchAll(find, arguments: StatementArguments(condition.arguments))
    }

    /// Reads one index from front to back, and so finds the numbers in their order.
    static func idsSQL(_ condition: SearchCondition) -> String {
        """
        SELECT DISTINCT embeddingID FROM chunks INDEXED BY chunksByEmbedding
        WHERE +documentID IN (SELECT id FROM documents WHERE \(condition.document)) AND \(condition.chunk)
        """
    }

    func readVectors(_ embeddingIDs: [Int64], _ body: (Int64, Embedding) throws -> Void) throws {
        let find = try db.cachedStatement(sql: "SELECT vector FROM embeddings WHERE id = ?")
        for id in embeddingIDs {
            guard let blob = try Data.fetchOne(find, arguments: [id]) else { throw failure.damaged }
            try body(id, vector(blob))
        }
    }

    func hits(
        of embeddingIDs: [Int64],
        comparedTo query: Embedding,
        limit: Int,
        where filter: SearchFilter
    ) throws -> [SearchHit] {
        let condition = SearchCondition(filter, generation: generation.id)
        var scores: [Int64: Float] = [:]
        try readVectors(embeddingIDs) { id, vector in scores[id] = try score(query, vector) }
        let places = try db.cachedStatement(
            sql: """
                SELECT chunks.id, path, ordinal, embeddingID FROM chunks JOIN documents ON documents.id = documentID
                WHERE embeddingID IN (SELECT value FROM json_each(:embeddings))
                AND \(condition.document) AND \(condition.chunk)
                """
        )
        var arguments = condition.arguments
        arguments["embeddings"] = "[" + embeddingIDs.map(String.init).joined(separator: ",") + "]"
        var found: [(score: Float, path: String, ordinal: Int, id: Int64)] = []
        let rows = try Row.fetchCursor(places, arguments: StatementArguments(arguments))
        while let row = try rows.next() {
            guard let score = scores[try row.decode(atIndex: 3)] else { throw failure.damaged }
            found.append(try (score, row.decode(atIndex: 1), row.decode(atIndex: 2), row.decode(atIndex: 0)))
        }
        found.sort { ($1.score, $0.path, $0.ordinal) < ($0.score, $1.path, $1.ordinal) }
        return try passages(found.prefix(limit).map(\.id), comparedTo: query)
    }

    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) throws -> [SearchHit] {
        let find = try db.cachedStatement(
            sql: """
                SELECT \(Chunk.columns()), path, title, metadata, own.vector, asked.vector
                FROM chunks JOIN documents ON documents.id = documentID JOIN embeddings AS own ON own.id = embeddingID
                LEFT JOIN embeddings AS asked ON asked.id = questionEmbeddingID
                WHERE chunks.id = ? AND generationID = ?
                """
        )
        return try chunkIDs.compactMap { id in
            try Row.fetchOne(find, arguments: [id, generation.id]).map { try hit(id, $0, query) }
        }
    }

    private func hit(_ id: Int64, _ row: Row, _ query: Embedding) throws -> SearchHit {
        let after = Chunk.columnCount
        let question: Data? = try row.decode(atIndex: after + 4)
        return SearchHit(
            chunkID: id,
            documentPath: try row.decode(atIndex: after),
            documentTitle: try row.decode(atIndex: after + 1),
            documentMetadata: try JSONColumn.lists(row.decode(atIndex: after + 2)),
            chunk: try Chunk(row),
            score: try score(query, vector(row.decode(atIndex: after + 3))),
            questionScore: try question.map { try score(query, vector($0)) }
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

extension SQLiteStore: VectorRows {
    package func withState<Result: Sendable>(
        of model: EmbeddingModel,
        _ body: @escaping @Sendable (any VectorState) throws -> Result
    ) async throws -> Result? {
        try await read { db in try StoreState(of: self, model, db).map { try body($0) } }
    }
}
