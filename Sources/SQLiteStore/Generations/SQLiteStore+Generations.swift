import Foundation
import GRDB
import RAGCore

extension SQLiteStore {
    /// Returns the current generation, or nil if none was published yet. Questions must be embedded with its model.
    package func currentGeneration() async throws -> Generation? {
        try await read { try generation(.current, $0) }
    }

    /// Reads the kept generations in one transaction.
    package func generations() async throws -> Generations {
        try await read { try generations($0) }
    }

    /// Finds or inserts the generation of `recipe`. A new one gets empty keyword tables.
    package func openGeneration(_ recipe: GenerationRecipe) async throws -> Generation {
        try await write { db in
            let current = try generation(.current, db)
            let building = try generation(.building, db)
            if current?.recipe != recipe, let building, building.recipe == recipe { return building }
            if let building { try drop(building.id, db) }
            if let current, current.recipe == recipe { return current }
            try db.execute(
                sql: "INSERT INTO generations (state, modelID, chunker, startedAt) VALUES (?, ?, ?, ?)",
                arguments: [
                    GenerationState.building.rawValue, register(recipe.model, width: nil, db), recipe.chunker,
                    Date().timeIntervalSince1970,
                ]
            )
            guard let begun = try generation(.building, db) else { throw failure.damaged }
            try KeywordTable(generationID: begun.id).create(db)
            try CodeTable(generationID: begun.id).create(db)
            return begun
        }
    }

    /// Makes `generation` current in one transaction. Throws `RAGError` if the store no longer keeps it.
    package func publish(_ generation: Generation) async throws {
        try await write { db in
            _ = try modelID(of: generation, db)
            let current = try self.generation(.current, db)
            if current?.id == generation.id { return }
            if let previous = try self.generation(.previous, db), previous.id != generation.id {
                try drop(previous.id, db)
            }
            try makeCurrent(generation.id, replacing: current?.id, db)
            try StoreFact.withdrawn.write(nil, db)
        }
    }

    /// Swaps the current and the previous generation in one transaction.
    package func rollBack() async throws -> Generation {
        try await write { db in
            guard let previous = try generation(.previous, db), let current = try generation(.current, db) else {
                throw RAGError(
                    .failed,
                    "There is no previous generation of the index to go back to",
                    hint: "One is kept when `kefu refresh` builds the index with another model or chunker"
                )
            }
            let isReturning = try withdrawn(db) == previous.recipe
            try makeCurrent(previous.id, replacing: current.id, db)
            try StoreFact.withdrawn.write(isReturning ? nil : encoded(current.recipe), db)
            return previous
        }
    }

    /// Returns the generations as this transaction sees them.
    func generations(_ db: Database) throws -> Generations {
        try Generations(
            current: generation(.current, db),
            previous: generation(.previous, db),
            building: generation(.building, db),
            withdrawn: withdrawn(db)
        )
    }

    /// Returns the generation in `state`, if there is one.
    func generation(_ state: GenerationState, _ db: Database) throws -> Generation? {
        let find = try db.cachedStatement(
            sql: """
                SELECT generations.*, name, dimensions FROM generations JOIN models ON models.id = modelID
                WHERE state = ?
                """
        )
        return try Row.fetchOne(find, arguments: [state.rawValue]).map { try Generation($0) }
    }

    /// Returns the ID of the model of `generation`. Throws `RAGError` if the store no longer keeps the generation.
    func modelID(of generation: Generation, _ db: Database) throws -> Int64 {
        let find = try db.cachedStatement(sql: "SELECT modelID FROM generations WHERE id = ?")
        guard let id = try Int64.fetchOne(find, arguments: [generation.id]) else {
            throw RAGError(
                .failed,
                "The generation \(generation.id) of the index no longer exists",
                hint: "Run `kefu refresh` again"
            )
        }
        return id
    }

    /// Gives `generation` a new revision. Call it in each transaction that changes what a search of it can find.
    func changeRevision(of generation: Generation, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE generations SET changes = random() WHERE id = ?")
            .execute(arguments: [generation.id])
    }

    /// Makes `next` the current generation, and `last` the previous one.
    private func makeCurrent(_ next: Int64, replacing last: Int64?, _ db: Database) throws {
        let set = try db.cachedStatement(sql: "UPDATE generations SET state = ? WHERE id = ?")
        // States are unique at every moment, so `next` has none until `last` has given up its own.
        try set.execute(arguments: [nil, next])
        if let last { try set.execute(arguments: [GenerationState.previous.rawValue, last]) }
        try set.execute(arguments: [GenerationState.current.rawValue, next])
        try db.execute(
            sql: "UPDATE generations SET publishedAt = coalesce(publishedAt, ?) WHERE id = ?",
            arguments: [Date().timeIntervalSince1970, next]
        )
    }

    /// Deletes a generation with its documents and chunks. Its embeddings stay.
    private func drop(_ id: Int64, _ db: Database) throws {
        try KeywordTable(generationID: id).drop(db)
        try CodeTable(generationID: id).drop(db)
        // Labels and chunks first: deleting them by cascade from each document takes longer.
        for sql in [
            "DELETE FROM labels WHERE documentID IN (SELECT id FROM documents WHERE generationID = ?)",
            "DELETE FROM chunks WHERE documentID IN (SELECT id FROM documents WHERE generationID = ?)",
            "DELETE FROM documents WHERE generationID = ?", "DELETE FROM generations WHERE id = ?",
        ] { try db.execute(sql: sql, arguments: [id]) }
    }

    private func withdrawn(_ db: Database) throws -> GenerationRecipe? {
        try StoreFact.withdrawn.read(db).map { try JSONColumn.decode($0) }
    }

    private func encoded(_ recipe: GenerationRecipe) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(recipe), as: UTF8.self)
    }
}

extension Generation {
    /// Reads the generation in a row of `generations` joined with `models`.
    fileprivate init(_ row: Row) throws {
        let dimensions: Int = try row.decode(forColumn: "dimensions")
        let model = try EmbeddingModel(
            name: row.decode(forColumn: "name"),
            dimensions: dimensions == 0 ? nil : dimensions
        )
        let publishedAt: TimeInterval? = try row.decode(forColumn: "publishedAt")
        self.init(
            id: try row.decode(forColumn: "id"),
            recipe: GenerationRecipe(model: model, chunker: try row.decode(forColumn: "chunker")),
            startedAt: Date(timeIntervalSince1970: try row.decode(forColumn: "startedAt")),
            publishedAt: publishedAt.map(Date.init(timeIntervalSince1970:))
        )
    }
}
