import Foundation
import GRDB
import RAGCore

extension SQLiteStore {
    /// Returns figures about the content of the index. Reads no vector and no text.
    package func summary() async throws -> StoreSummary {
        try await read { db in
            let models = try models(db)
            let embeddings = models.reduce(0) { $0 + $1.embeddings }
            let generations = try GenerationState.allCases.compactMap { try count($0, db) }
            let current = generations.first { $0.state == .current }
            return StoreSummary(
                documents: current?.documents ?? 0,
                chunks: current?.chunks ?? 0,
                embeddings: embeddings,
                unusedEmbeddings: embeddings - (try usedEmbeddings(db)),
                languages: try languages(db),
                notes: try notes(db),
                models: models,
                generations: generations,
                withdrawn: try self.generations(db).withdrawn,
                bytesOnDisk: bytesOnDisk,
                lastRefresh: try StoreFact.lastRefresh.read(db).flatMap { TimeInterval($0) }.map(
                    Date.init(timeIntervalSince1970:)
                )
            )
        }
    }

    /// Records that a refresh ended at `date`.
    package func recordRefresh(at date: Date) async throws {
        try await write { try StoreFact.lastRefresh.write(String(date.timeIntervalSince1970), $0) }
    }

    private func count(_ state: GenerationState, _ db: Database) throws -> StoreSummary.GenerationCount? {
        guard let generation = try generation(state, db) else { return nil }
        let counts = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*), coalesce(sum((SELECT count(*) FROM chunks WHERE documentID = documents.id)), 0)
                FROM documents WHERE generationID = ?
                """,
            arguments: [generation.id]
        )
        return .init(
            state: state,
            generation: generation,
            documents: try counts?.decode(atIndex: 0) ?? 0,
            chunks: try counts?.decode(atIndex: 1) ?? 0
        )
    }

    private func usedEmbeddings(_ db: Database) throws -> Int {
        let sql = """
            SELECT count(*) FROM (SELECT embeddingID FROM chunks UNION
                SELECT questionEmbeddingID FROM chunks WHERE questionEmbeddingID IS NOT NULL)
            """
        return try Int.fetchOne(db, sql: sql) ?? 0
    }

    private func languages(_ db: Database) throws -> [StoreSummary.LanguageCount] {
        let sql = """
            SELECT language, count(*), sum((SELECT count(*) FROM chunks WHERE documentID = documents.id))
            FROM documents WHERE generationID = (SELECT id FROM generations WHERE state = 'current')
            GROUP BY 1 ORDER BY 2 DESC, 1
            """
        return try Row.fetchAll(db, sql: sql).map {
            try .init(
                language: Language(stored: $0.decode(atIndex: 0)),
                documents: $0.decode(atIndex: 1),
                chunks: $0.decode(atIndex: 2)
            )
        }
    }

    private func notes(_ db: Database) throws -> [StoreSummary.DocumentNotes] {
        let sql = """
            SELECT path, notes FROM documents WHERE notes <> '[]'
            AND generationID = (SELECT id FROM generations WHERE state = 'current') ORDER BY path
            """
        return try Row.fetchAll(db, sql: sql).map {
            try .init(path: $0.decode(atIndex: 0), notes: JSONColumn.list($0.decode(atIndex: 1)))
        }
    }

    private func models(_ db: Database) throws -> [StoreSummary.ModelCount] {
        let sql = """
            SELECT name, nullif(dimensions, 0), width,
                (SELECT count(*) FROM embeddings WHERE modelID = models.id) AS embeddings
            FROM models ORDER BY embeddings DESC, name, dimensions
            """
        return try Row.fetchAll(db, sql: sql).map {
            try .init(
                model: EmbeddingModel(name: $0.decode(atIndex: 0), dimensions: $0.decode(atIndex: 1)),
                width: $0.decode(atIndex: 2),
                embeddings: $0.decode(atIndex: 3)
            )
        }
    }

    /// The size of the database file and its log.
    private var bytesOnDisk: Int {
        ["", "-wal"].reduce(0) { sum, suffix in
            let attributes = try? FileManager.default.attributesOfItem(atPath: failure.file.path + suffix)
            return sum + ((attributes?[.size] as? Int) ?? 0)
        }
    }
}
