import RAGCore
import TestSupport
import Testing

@testable import Insight

@Suite("A regression of numbers")
struct NumberRegressionTests {
    @Test("it finds numbers that depend on the vectors, and says how well")
    func learns() throws {
        var random = SeededRandom(seed: 4)
        let rows = (0..<200).map { _ in
            Embedding(normalizing: (0..<6).map { _ in Float.random(in: -1...1, using: &random) })?.components ?? []
        }
        let numbers = rows.map { 3 + 2 * Double($0[0]) - Double($0[1]) }
        let table = VectorTable(components: rows.flatMap(\.self), dimensions: 6)
        let languages = rows.map { _ in Optional(Language.english) }
        let learned = try NumberRegression.learn(
            table,
            languages: languages,
            keys: rows.indices.map(String.init),
            numbers: numbers
        )
        #expect(learned.report.explained > 0.95 && learned.report.rankCorrelation > 0.97)
        let predicted = learned.regression.numbers(table, languages: languages)
        #expect(zip(predicted, numbers).allSatisfy { abs($0 - $1) < 0.4 })
    }

    @Test("numbers that depend on nothing are not explained")
    func noise() throws {
        var random = SeededRandom(seed: 6)
        let rows = (0..<60).map { _ in
            Embedding(normalizing: (0..<30).map { _ in Float.random(in: -1...1, using: &random) })?.components ?? []
        }
        let numbers = rows.map { _ in Double.random(in: 0...1, using: &random) }
        let learned = try NumberRegression.learn(
            VectorTable(components: rows.flatMap(\.self), dimensions: 30),
            languages: rows.map { _ in .english },
            keys: rows.indices.map(String.init),
            numbers: numbers
        )
        #expect(learned.report.explained < 0.2)
    }

    private static let rankings: [(values: [Double], correlation: Double)] = [
        ([1, 2, 3], 1), ([3, 2, 1], -1), ([5, 5, 5], 0), ([1, 1, 2], 0.866),
    ]

    @Test("equal values share their rank", arguments: rankings)
    func ranks(_ values: [Double], _ correlation: Double) {
        #expect(abs(RankCorrelation.spearman(values, [10, 20, 30]) - correlation) < 1e-3)
    }
}
