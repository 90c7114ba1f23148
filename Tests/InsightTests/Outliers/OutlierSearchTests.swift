import RAGCore
import TestSupport
import Testing

@testable import Insight

@Suite struct OutlierSearchTests {
    /// Vectors of ordinary texts around a few subjects, and of foreign ones that share nothing with them.
    private func vectors(ordinary: Int, foreign: Int) -> VectorTable {
        var random = SeededRandom(seed: 3)
        let rows = (0..<(ordinary + foreign)).flatMap { number -> [Float] in
            var row = (0..<32).map { _ in Float.random(in: -0.2...0.2, using: &random) }
            if number < ordinary {
                row[0] += 2
                row[1 + number % 5] += 1
            } else {
                row[0] += 1
                row[10 + number % 20] += 1.5
            }
            return row
        }
        return VectorTable(components: rows, dimensions: 32).scaledToUnitLength()
    }

    private func texts(_ count: Int) -> [String] { (0..<count).map { "an ordinary question \($0)" } }

    @Test("foreign texts come first and are listed, ordinary ones are not")
    func foreign() async throws {
        let ranked = try await OutlierSearch().ranked(texts(206), vectors: vectors(ordinary: 200, foreign: 6))
        #expect(Set(ranked.prefix(6).map(\.position)) == Set(200..<206))
        #expect(ranked.prefix(6).allSatisfy { $0.certainty == .certain })
        #expect(ranked.count { $0.certainty != .unlikely } <= 8)
        #expect(ranked.allSatisfy { $0.nearest != $0.position })
    }

    @Test("where nothing is foreign, next to nothing is listed")
    func clean() async throws {
        let ranked = try await OutlierSearch().ranked(texts(400), vectors: vectors(ordinary: 400, foreign: 0))
        #expect(ranked.count { $0.certainty != .unlikely } <= 4)
    }

    @Test("texts that are all equal have no outlier, and too few texts no answer")
    func degenerate() async throws {
        let table = VectorTable(components: Array(repeating: [1, 0], count: 30).flatMap { $0 }, dimensions: 2)
        let ranked = try await OutlierSearch().ranked(texts(30), vectors: table)
        #expect(ranked.count == 30 && ranked.allSatisfy { $0.certainty == .unlikely && $0.score == 0 })
        #expect(try await OutlierSearch().ranked(["a", "b"], vectors: table.rows([0, 1])).isEmpty)
        #expect(try await OutlierSearch().ranked([], vectors: VectorTable([])).isEmpty)
    }

    @Test(
        "the reason says whether a text has no words, is a code, or is in another language",
        arguments: [
            ("？？!", Outlier.Reason.empty), ("4455-01", .code), ("X200 77", .code), ("怎么退款", .language),
            ("my card is lost", .subject), ("order 55", .subject),
        ]
    )
    func reasons(_ text: String, _ reason: Outlier.Reason) async throws {
        let ranked = try await OutlierSearch().ranked(texts(40) + [text], vectors: vectors(ordinary: 40, foreign: 1))
        #expect(ranked.first { $0.position == 40 }?.reason == reason)
    }

    @Test("some wild values do not change the scale of the others")
    func robust() {
        let usual = RobustScores.of((0..<100).map { Float($0) })
        let wild = RobustScores.of((0..<100).map { Float($0) } + [1e6, 1e6])
        #expect(abs(usual[99] - wild[99]) < 0.1)
        #expect(usual[99] > 1 && usual[99] < 2)
        #expect(RobustScores.of([1, 1, 1, 1, 1, 1, 1, 1, 9]).allSatisfy { $0 == 0 })
        #expect(RobustScores.of([]).isEmpty)
    }
}
