import Foundation
import GRDB
import RAGCore

extension SQLiteStore {
    /// The generation that answers; nil as long as nothing was published. Questions must be embedded with its model.
    package func currentGeneration() async throws -> Generation? {
        try await read { try generation(.current, $0) }
    }

    package func generations() async throws -> Generations {
        try await read { try generations($0) }
    }

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
            return begun
        }
    }

    package func publish(_ generation: Generation) async throws {
        try await write { db in
            _ = try modelID(of: generation, db)
            let current = try self.generation(.current, db)
            if current?.id == generation.id { return }
            if let previous = try self.generation(.previous, db), previous.id != generation.id {
                try drop(previous.id, db)
            }
            try answer(with: generation.id, insteadOf: current?.id, db)
            try StoreFact.withdrawn.write(nil, db)
        }
    }

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
            try answer(with: previous.id, insteadOf: current.id, db)
            try StoreFact.withdrawn.write(isReturning ? nil : encoded(current.recipe), db)
            return previous
        }
    }

    /// The generations as they stand in this transaction.
    func generations(_ db: Database) throws -> Generations {
        try Generations(
            current: generation(.current, db),
            previous: generation(.previous, db),
            building: generation(.building, db),
            withdrawn: withdrawn(db)
        )
    }

    /// The one generation in `state`, if there is one.
    func generation(_ state: GenerationState, _ db: Database) throws -> Generation? {
        let find = try db.cachedStatement(
            sql: """
                SELECT generations.*, name, dimensions FROM generations JOIN models ON models.id = modelID
                WHERE state = ?
                """
        )
        return try Row.fetchOne(find, arguments: [state.rawValue]).map { try Generation($0) }
    }

    /// The number of the model of `generation`. Throws where the generation is not kept any more.
    func modelID(of generation: Generation, _ db: Database) throws -> Int64 {
        let find = try db.cachedStatement(sql: "SELECT modelID FROM generations WHERE id = ?")
        guard let id = try Int64.fetchOne(find, arguments: [generation.id]) else {
            throw RAGError(
                .failed,
                "The generation \(generation.id) of the index is not kept any more",
                hint: "Run `kefu refresh` again"
            )
        }
        return id
    }

    /// Notes that what `generation` finds was changed in this transaction: its stamp is another now.
    func noteChange(in generation: Generation, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE generations SET changes = random() WHERE id = ?")
            .execute(arguments: [generation.id])
    }

    /// Makes `next` the current generation, and `last` the previous one.
    private func answer(with next: Int64, insteadOf last: Int64?, _ db: Database) throws {
        let set = try db.cachedStatement(sql: "UPDATE generations SET state = ? WHERE id = ?")
        // No two may bear one state, not even for a moment.
        try set.execute(arguments: [nil, next])
        if let last { try set.execute(arguments: [GenerationState.previous.rawValue, last]) }
        try set.execute(arguments: [GenerationState.current.rawValue, next])
        try db.execute(
            sql: "UPDATE generations SET publishedAt = coalesce(publishedAt, ?) WHERE id = ?",
            arguments: [Date().timeIntervalSince1970, next]
        )
    }

    /// Removes a generation with its documents and chunks; its embeddings stay.
    private func drop(_ id: Int64, _ db: Database) throws {
        try KeywordTable(generationID: id).drop(db)
        // Labels and chunks first: handing the deletion down from each document takes longer.
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
    /// The generation in a row of `generations` joined with `models`.
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
