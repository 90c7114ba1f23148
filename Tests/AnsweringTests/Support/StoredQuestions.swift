import RAGCore

@testable import Answering

/// Stored questions whose score is their cosine to every question.
struct StoredQuestions: VectorIndex, Embedder {
    let model = EmbeddingModel(name: "none")
    let pairs: [SearchHit]

    func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        texts.map { _ in Embedding(unitLength: [1]) }
    }

    func nearest(to query: Embedding, limit: Int, atLeast leastScore: Float, where filter: SearchFilter) async throws
        -> [SearchHit]
    {
        pairs.sorted { $0.score > $1.score }.prefix(limit).filter { $0.score >= leastScore }
    }

    func scores(nearestTo query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [VectorHit] {
        try await nearest(to: query, limit: limit, where: filter).map {
            VectorHit(chunkID: $0.chunkID, score: $0.score)
        }
    }

    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit] {
        chunkIDs.compactMap { id in pairs.first { $0.chunkID == id } }
    }

    var answers: StoredAnswers { StoredAnswers(embedder: self, questions: self) }
}
