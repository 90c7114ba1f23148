import Foundation
import GRDB
import RAGCore

extension Generation {
    /// The generation in a row of `generations` joined with `models`.
    init(_ row: Row) throws {
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
