import RAGCore

/// An index of passages by their vectors that finds only those that are valid today.
///
/// Validity decides when a question is asked, not when the documents are read: a price list for December is not an
/// answer in November, and needs no refresh on the first day of the month.
package struct ValidVectors: VectorIndex {
    private let base: any VectorIndex
    private let validity: any PassageValidity
    private let today: @Sendable () -> String

    /// Wraps `base`, whose chunks `validity` knows. `today` returns the day of a question, such as `2026-11-30`.
    package init(_ base: any VectorIndex, validity: any PassageValidity, today: @escaping @Sendable () -> String) {
        self.base = base
        self.validity = validity
        self.today = today
    }

    /// Returns the nearest chunks that are valid today. Throws what the index and the validity throw.
    package func nearest(to query: Embedding, limit: Int, atLeast leastScore: Float, where filter: SearchFilter)
        async throws -> [SearchHit]
    {
        let others = try await validity.chunksNotValid(on: today())
        let hits = try await base.nearest(to: query, limit: limit + others.count, atLeast: leastScore, where: filter)
        return Array(hits.filter { !others.contains($0.chunkID) }.prefix(limit))
    }

    /// Returns the same without the passages.
    package func scores(nearestTo query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [VectorHit]
    {
        let others = try await validity.chunksNotValid(on: today())
        let hits = try await base.scores(nearestTo: query, limit: limit + others.count, where: filter)
        return Array(hits.filter { !others.contains($0.chunkID) }.prefix(limit))
    }

    /// Returns the chunks with these numbers, valid or not.
    package func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit] {
        try await base.passages(chunkIDs, comparedTo: query)
    }
}

/// An index of passages by their words that finds only those that are valid today.
package struct ValidKeywords: KeywordIndex {
    private let base: any KeywordIndex
    private let validity: any PassageValidity
    private let today: @Sendable () -> String

    /// Wraps `base`, whose chunks `validity` knows. `today` returns the day of a question, such as `2026-11-30`.
    package init(_ base: any KeywordIndex, validity: any PassageValidity, today: @escaping @Sendable () -> String) {
        self.base = base
        self.validity = validity
        self.today = today
    }

    /// Returns the best chunks by words that are valid today. Throws what the index and the validity throw.
    package func matching(_ question: String, limit: Int, where filter: SearchFilter) async throws -> [KeywordHit] {
        let others = try await validity.chunksNotValid(on: today())
        let hits = try await base.matching(question, limit: limit + others.count, where: filter)
        return Array(hits.filter { !others.contains($0.chunkID) }.prefix(limit))
    }
}

/// The neighbours of passages that are valid today.
package struct ValidNeighbours: ChunkNeighbours {
    private let base: any ChunkNeighbours
    private let today: @Sendable () -> String

    /// Wraps `base`. `today` returns the day of a question, such as `2026-11-30`.
    package init(_ base: any ChunkNeighbours, today: @escaping @Sendable () -> String) {
        self.base = base
        self.today = today
    }

    /// Returns the neighbours that are valid today.
    package func neighbours(of chunkIDs: [Int64], within reach: Int) async throws -> [Int64: [Chunk]] {
        let day = today()
        return try await base.neighbours(of: chunkIDs, within: reach).mapValues { chunks in
            chunks.filter { $0.validity?.includes(day) ?? true }
        }
    }
}
