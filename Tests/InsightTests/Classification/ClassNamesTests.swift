import RAGCore
import TestSupport
import Testing

@testable import Insight

@Suite("The names of classes")
struct ClassNamesTests {
    @Test(
        "a label is split into its words",
        arguments: [
            ("card_arrival", "card arrival"), ("CardArrival", "card arrival"), ("100_NIGHT_TRIAL", "100 night trial"),
            ("退款/退货", "退款 退货"), ("cash-withdrawal  fee", "cash withdrawal fee"), ("EMI", "emi"),
            ("step2Done", "step 2 done"), ("HTTPError", "http error"), ("", ""), ("???", "???"),
        ]
    )
    func words(label: String, words: String) {
        #expect(LabelledTexts.names(of: [label]) == [words])
    }

    @Test("the names of labels are given once each, in the order of the classes")
    func order() {
        #expect(LabelledTexts.names(of: ["b_x", "a", "b_x"]) == ["a", "b x"])
    }

    private static let classes = 8

    /// Rows about the axes of their classes, and no names, or names on the axes shifted by `shift` classes.
    private func texts(_ perClass: Int, scatter: Float, shift: Int?, seed: UInt64) throws -> LabelledTexts {
        var random = SeededRandom(seed: seed)
        func row(_ own: Int, _ scatter: Float) -> [Float] {
            var row = (0..<32).map { _ in Float.random(in: -1...1, using: &random) * scatter }
            row[own] += 1
            return Embedding(normalizing: row)?.components ?? row
        }
        let labels = (0..<(perClass * Self.classes)).map { $0 % Self.classes }
        let vectors = VectorTable(components: labels.flatMap { row($0, scatter) }, dimensions: 32)
        let names = shift.map { shift in (0..<Self.classes).flatMap { row(($0 + shift) % Self.classes, 0.1) } } ?? []
        return try LabelledTexts(
            labels.indices.map { "text \(seed) \($0)" },
            languages: labels.map { _ in .english },
            vectors: vectors,
            labels: labels.map { "class \($0)" },
            unrelated: VectorTable(components: [], dimensions: 0),
            names: VectorTable(components: names, dimensions: names.isEmpty ? 0 : 32)
        )
    }

    /// The share of new texts that get their class from a classifier of few, widely scattered texts.
    private func accuracy(shift: Int?) throws -> Double {
        let shares = try (1...5).map { seed in
            let classifier = try TextClassifier(texts(2, scatter: 0.5, shift: shift, seed: UInt64(seed)))
            let new = try texts(50, scatter: 0.5, shift: nil, seed: 100)
            let decisions = try classifier.decide(new.vectors, languages: new.languages)
            return Double(zip(decisions, new.labels).count { $0.label == $1 }) / Double(new.count)
        }
        return shares.reduce(0, +) / Double(shares.count)
    }

    @Test("names that fit their texts help where texts are few; those that do not, change nothing")
    func help() throws {
        let without = try accuracy(shift: nil)
        #expect(try accuracy(shift: 0) > without + 0.05)
        #expect(try accuracy(shift: 3) == without)
    }

    @Test("a class without a text in a part of the texts has no name there")
    func absent() throws {
        let all = try texts(4, scatter: 0.3, shift: 0, seed: 9)
        let scorer = try ClassScorer(all.at(all.labels.indices.filter { all.labels[$0] != 2 }))
        #expect(scorer.namedClasses == [0, 1, 3, 4, 5, 6, 7])
        #expect(try ClassScorer(all.at([])).namedClasses.isEmpty)
    }
}
