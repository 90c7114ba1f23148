import Foundation
import Ingestion
import Insight
import RAGCore
import SQLiteStore

extension Assembly {
    /// Returns the texts of `source`. Throws `UsageError` for a file that cannot be read, and `RAGError`.
    package func texts(from source: TextSource) async throws -> TextCollection {
        switch source {
        case .file(let path, let column, let sheet, let label):
            if column == nil, sheet == nil, label == nil, let passages = try passages(ofFileAt: path) {
                return passages
            }
            return try TextFile.read(path, column: column, sheet: sheet, label: label)
        case .conversations(let date):
            let questions = try await storedConversations()?.questions(since: date) ?? []
            return TextCollection(records: questions.map(TextRecord.init), name: "stored conversations")
        case .unanswered(let date):
            let questions = try await storedConversations()?.unanswered(since: date) ?? []
            return TextCollection(records: questions.map(TextRecord.init), name: "unanswered questions")
        case .documents:
            let chunks = try await indexedChunks()
            return TextCollection(records: chunks.map(TextRecord.init), name: "documents", role: .passage)
        }
    }

    /// Returns all passages of the index. Throws `RAGError` (`notConfigured`) where there is no index.
    package func indexedChunks() async throws -> [DocumentChunk] {
        try await SQLiteStore(at: settings.workspace.database, access: .readOnly).chunks()
    }

    /// Returns the vectors of `texts`, one row each, made by the model of the index, or by the one that is set where
    /// there is no index. They are taken from the index and from a cache in the workspace; missing ones are computed
    /// and kept. `progress` gets the number of texts that have their vector, and their total. Throws `RAGError` and
    /// `CancellationError`.
    package func vectors(
        of texts: [String],
        as role: EmbeddingRole,
        progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> VectorTable {
        var components: [Float] = []
        try await eachPart(of: texts, as: role) { range, embeddings in
            if range.lowerBound == 0 { components.reserveCapacity(texts.count * (embeddings.first?.dimensions ?? 0)) }
            for embedding in embeddings { components += embedding.components }
            progress(range.upperBound, texts.count)
        }
        return VectorTable(components: components, dimensions: texts.isEmpty ? 0 : components.count / texts.count)
    }

    /// Embeds `texts` as `vectors(of:as:progress:)` does, part by part, and passes each part to `take` with its place
    /// among the texts, in order, so that no more than a part is held. All embeddings have the same dimensions. Returns
    /// the model. Throws `RAGError`, `CancellationError` and what `take` throws.
    @discardableResult
    func eachPart(
        of texts: [String],
        as role: EmbeddingRole,
        take: (_ range: Range<Int>, _ embeddings: [Embedding]) throws -> Void
    ) async throws -> EmbeddingModel {
        let index = try existingIndex()
        let base = try await analysisEmbedder(index)
        let cache = try TextVectorCache(settings.workspace, index: index, model: base.model)
        defer { cache.close() }
        let width = try await index?.dimensions(of: base.model)
        let embedder = CachingEmbedder(base, cache: cache, dimensions: width)
        var dimensions: Int?
        var done = 0
        while done < texts.count {
            try Task.checkCancellation()
            let range = done..<min(done + Self.textsAtOnce, texts.count)
            let embeddings = try await embedder.embed(Array(texts[range]), as: role)
            dimensions = dimensions ?? embeddings.first?.dimensions
            guard embeddings.count == range.count, embeddings.allSatisfy({ $0.dimensions == dimensions }) else {
                throw RAGError(.serviceFailed, "The embedding model \(base.model) returned vectors of two sizes")
            }
            done = range.upperBound
            try take(range, embeddings)
        }
        return base.model
    }

    /// Returns the embedding model of `vectors(of:as:progress:)`. Throws `RAGError`.
    func analysisModel() async throws -> EmbeddingModel { try await analysisEmbedder(existingIndex()).model }

    private func analysisEmbedder(_ index: SQLiteStore?) async throws -> any Embedder {
        if let model = try await index?.currentGeneration()?.recipe.model { return try embedder(of: model) }
        return try embedder()
    }

    private func existingIndex() throws -> SQLiteStore? {
        FileManager.default.fileExists(atPath: settings.workspace.database.path)
            ? try SQLiteStore(at: settings.workspace.database, access: .readOnly) : nil
    }

    /// Enough for both cores, few enough that progress moves and that an interruption loses only seconds of work.
    private static let textsAtOnce = 128
}

extension TextRecord {
    /// Takes a stored question in the words that can be understood alone.
    init(_ question: AskedQuestion) {
        self.init(
            question.meaning,
            asked: question.meaning == question.question ? nil : question.question,
            place: "session \(question.session), turn \(question.turn)",
            date: question.askedAt,
            decision: question.decision,
            isUnanswered: question.isUnanswered
        )
    }

    /// Takes a passage with the text that a refresh embeds, so that its vector is in the index.
    init(_ passage: DocumentChunk) {
        let place = Place(
            path: passage.path,
            url: passage.metadata["url"]?.first,
            line: passage.chunk.lines.lowerBound,
            page: passage.chunk.pages?.lowerBound
        )
        self.init(passage.chunk.embeddedText(title: passage.title), place: place.description)
        language = passage.chunk.language ?? language
    }
}
