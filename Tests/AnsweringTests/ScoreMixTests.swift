import RAGCore
import Testing

@testable import Answering

@Suite struct ScoreMixTests {
    private func near(_ id: Int64, _ cosine: Float) -> VectorHit { VectorHit(chunkID: id, score: cosine) }

    private func match(_ id: Int64, _ score: Float) -> KeywordHit { KeywordHit(chunkID: id, score: score, coverage: 1) }

    @Test("a passage that both sides found ranks before those of one side")
    func bothSides() {
        let ranking = ScoreMix().ranking(
            vectors: [near(1, 0.90), near(2, 0.89), near(3, 0.80)],
            keywords: [match(2, 9), match(4, 8)]
        )
        #expect(ranking.map(\.chunkID) == [2, 1, 4, 3])
    }

    @Test("without common words the cosine side ranks alone, whatever its scale")
    func noWords() {
        let vectors = [near(7, 0.91), near(5, 0.905), near(6, 0.2)]
        #expect(ScoreMix().ranking(vectors: vectors, keywords: []).map(\.chunkID) == [7, 5, 6])
        #expect(ScoreMix().ranking(vectors: [], keywords: []).isEmpty)
        #expect(ScoreMix().ranking(vectors: [near(1, 0.5)], keywords: []).map(\.score) == [0.7])
    }

    @Test(
        "the weight decides which side prevails",
        arguments: [(Float(1), [1, 2]), (0, [2, 1])] as [(Float, [Int64])]
    )
    func weights(weight: Float, order: [Int64]) {
        let ranking = ScoreMix(vectorWeight: weight).ranking(
            vectors: [near(1, 0.9), near(2, 0.8)],
            keywords: [match(2, 5), match(1, 1)]
        )
        #expect(ranking.map(\.chunkID) == order)
    }

    @Test("keywords add passages that the cosine side does not find, with their cosine")
    func hybrid() async throws {
        let index = Shelves(
            passages: [(1, 0.9), (2, 0.85), (3, 0.3)].map { hit("passage \($0)", score: $1, id: $0) },
            nearest: [1, 2],
            words: [match(3, 4)]
        )
        let retriever = HybridRetriever(
            embedder: index,
            vectors: index,
            keywords: index,
            mix: ScoreMix(vectorWeight: 0.4)
        )
        let found = try await retriever.retrieve("E-1042", limit: 2)
        #expect(found.hits.map(\.chunkID) == [3, 1])
        #expect(found.passages.first?.hit.score == 0.3)
        #expect(found.passages.map(\.keywordRank) == [1, nil])
        #expect(found.passages.map(\.vectorRank) == [nil, 1])
        #expect(found.evidence.topScore == 0.9)
        #expect(found.evidence.keywordCoverage == 1)
    }

    @Test("a function that only its words find ranks by its own cosine, and its words count once")
    func functions() async throws {
        let index = Shelves(
            passages: [(1, 0.9, nil), (2, 0.85, .function), (3, 0.3, .function), (4, 0.2, .continuation)].map {
                hit("passage \($0)", score: $1, id: $0, code: $2)
            },
            nearest: [1, 2],
            words: []
        )
        let words = Shelves(passages: [], nearest: [], words: [match(2, 60), match(3, 40), match(4, 90)])
        let retriever = HybridRetriever(embedder: index, vectors: index, keywords: index, code: words)
        let found = try await retriever.retrieve("E-1042", limit: 9)
        #expect(found.hits.map(\.chunkID) == [2, 1, 3])
        #expect(found.passages.map(\.keywordRank) == [1, nil, 2])
        #expect(found.evidence.keywordCoverage == 1)
        let plain = HybridRetriever(embedder: index, vectors: index, keywords: index)
        #expect(try await plain.retrieve("E-1042", limit: 9).hits.map(\.chunkID) == [1, 2])
    }

    @Test("a search is repeated if the index is replaced in the middle of it")
    func swapped() async throws {
        let swap = Swap()
        let index = Shelves(
            passages: [hit("new", score: 0.9, id: 7)],
            nearest: [7],
            words: [],
            first: { await swap.next() ? [VectorHit(chunkID: 1, score: 0.9)] : nil }
        )
        let retriever = HybridRetriever(embedder: index, vectors: index, keywords: index)
        #expect(try await retriever.retrieve("q", limit: 2).hits.map(\.chunkID) == [7])
    }

    /// Whether it is the first call.
    private actor Swap {
        private var isSwapped = false

        func next() -> Bool {
            defer { isSwapped = true }
            return !isSwapped
        }
    }
}

/// A search with fixed results.
private struct Shelves: Embedder, VectorIndex, KeywordIndex {
    let model = EmbeddingModel(name: "none")
    let passages: [SearchHit]
    let nearest: [Int64]
    let words: [KeywordHit]
    /// Scores that replace those of `nearest`, unless empty.
    var first: @Sendable () async -> [VectorHit]? = { nil }

    func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        texts.map { _ in Embedding(unitLength: [1]) }
    }

    func nearest(to query: Embedding, limit: Int, atLeast leastScore: Float, where filter: SearchFilter) async throws
        -> [SearchHit]
    {
        try await passages(nearest, comparedTo: query)
    }

    func scores(nearestTo query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [VectorHit] {
        if let first = await first() { return first }
        return try await passages(nearest, comparedTo: query).map {
            VectorHit(chunkID: $0.chunkID, score: $0.score, code: $0.chunk.code)
        }
    }

    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit] {
        chunkIDs.compactMap { id in passages.first { $0.chunkID == id } }
    }

    func matching(_ question: String, limit: Int, where filter: SearchFilter) async throws -> [KeywordHit] { words }
}
