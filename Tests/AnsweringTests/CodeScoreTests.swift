import RAGCore
import Testing

@testable import Answering

@Suite struct CodeScoreTests {
    private func near(_ id: Int64, _ cosine: Float, _ code: CodePart? = .function) -> VectorHit {
        VectorHit(chunkID: id, score: cosine, code: code)
    }

    private func named(_ id: Int64, _ cosine: Float, _ words: Float, _ part: CodePart = .function) -> ScoreMix.Function
    {
        ScoreMix.Function(chunkID: id, cosine: cosine, words: words, part: part)
    }

    private func order(_ vectors: [VectorHit], _ code: [ScoreMix.Function], weight: Float = 0.7) -> [Int64] {
        ScoreMix(vectorWeight: weight).ranking(vectors: vectors, keywords: [], code: code).map(\.chunkID)
    }

    @Test("words count by themselves: a point of BM25 is worth a fixed part of cosine, however few they are")
    func words() {
        let vectors = [near(1, 0.900), near(2, 0.895), near(3, 0.88)]
        #expect(order(vectors, [named(2, 0.895, 4)]) == [1, 2, 3])
        #expect(order(vectors, [named(2, 0.895, 4.4)]) == [2, 1, 3])
        #expect(order(vectors, [named(3, 0.88, 20), named(4, 0.85, 35)]) == [3, 1, 2, 4])
    }

    @Test("code outside of functions ranks lower by two hundredths, and a continuation is not listed")
    func parts() {
        #expect(order([near(1, 0.900, .other), near(2, 0.885), near(3, 0.87)], []) == [2, 1, 3])
        #expect(order([near(1, 0.910, .other), near(2, 0.885), near(3, 0.87)], []) == [1, 2, 3])
        #expect(order([near(1, 0.9, .continuation), near(2, 0.895)], [named(1, 0.9, 9, .continuation)]) == [2])
        #expect(order([near(1, 0.9), near(2, 0.85)], [named(2, 0.85, 9, .other), named(3, 0.85, 9)]) == [1, 3, 2])
    }

    @Test("text between programs keeps its order and its scale")
    func mixed() {
        let ranking = ScoreMix().ranking(
            vectors: [near(1, 0.9, nil), near(2, 0.88), near(3, 0.86, nil), near(4, 0.8)],
            keywords: [KeywordHit(chunkID: 3, score: 4, coverage: 1)],
            code: []
        )
        #expect(ranking.map(\.chunkID) == [3, 1, 2, 4])
        #expect(abs(ranking[2].score - 0.7 * 0.8) < 1e-5)
        let lifted = ScoreMix().ranking(
            vectors: [near(1, 0.9, nil), near(4, 0.8)],
            keywords: [],
            code: [named(4, 0.8, 150), named(5, 0.7, 1)]
        )
        #expect(lifted.map(\.chunkID) == [4, 1, 5])
        #expect(lifted.map(\.score).first == 1 && lifted.map(\.score).last == 0)
    }

    @Test("the weight of a side may be nothing", arguments: [(Float(1), [1, 2]), (0, [2, 1])] as [(Float, [Int64])])
    func weights(weight: Float, expected: [Int64]) {
        let code = [named(1, 0.9, 2), named(2, 0.8, 3)]
        #expect(order([near(1, 0.9), near(2, 0.8)], code, weight: weight) == expected)
    }
}
