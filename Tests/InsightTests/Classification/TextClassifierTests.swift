import Foundation
import RAGCore
import TestSupport
import Testing

@testable import Insight

@Suite("A text classifier")
struct TextClassifierTests {
    /// Texts of three classes around three directions, and how far they scatter.
    private func samples(_ perClass: Int, scatter: Float = 0.3, seed: UInt64 = 1) -> (
        texts: [String], vectors: VectorTable, labels: [String]
    ) {
        var random = SeededRandom(seed: seed)
        var (texts, components, labels): ([String], [Float], [String]) = ([], [], [])
        for number in 0..<(perClass * 3) {
            let own = number % 3
            texts.append("text \(seed) \(number)")
            labels.append(["refund", "delivery", "account"][own])
            var row = (0..<16).map { _ in Float.random(in: -1...1, using: &random) * scatter }
            row[own] += 1
            components += Embedding(normalizing: row)?.components ?? row
        }
        return (texts, VectorTable(components: components, dimensions: 16), labels)
    }

    private func examples(_ perClass: Int, scatter: Float = 0.3) throws -> LabelledTexts {
        let (texts, vectors, labels) = samples(perClass, scatter: scatter)
        return try LabelledTexts(
            texts,
            languages: texts.map { _ in .english },
            vectors: vectors,
            labels: labels,
            unrelated: unrelated,
            names: noNames
        )
    }

    private var noNames: VectorTable { VectorTable(components: [], dimensions: 0) }

    /// Directions that no class has.
    private var unrelated: VectorTable {
        var random = SeededRandom(seed: 77)
        return VectorTable(
            components: BackgroundQuestions.all.flatMap { _ in
                var row = (0..<16).map { _ in Float.random(in: -1...1, using: &random) }
                for own in 0..<3 { row[own] = -0.3 }
                return Embedding(normalizing: row)?.components ?? row
            },
            dimensions: 16
        )
    }

    @Test("it gives new texts their class, and the probability says how often it is right")
    func learns() throws {
        let classifier = try TextClassifier(examples(40, scatter: 0.75))
        let new = samples(200, scatter: 0.75, seed: 5)
        let decisions = try classifier.decide(new.vectors, languages: new.texts.map { _ in .english })
        let right = zip(decisions, new.labels).map { classifier.classes[$0.label] == $1 }
        #expect(right.count(where: \.self) > 480)
        let error = ClassReport.calibrationError(
            zip(decisions, right).map { (probability: $0.probability / (1 - $0.none), isRight: $1) }
        )
        #expect(error < 0.08)
    }

    @Test("a text unlike all classes belongs to none of them")
    func none() throws {
        let classifier = try TextClassifier(examples(20))
        let foreign = VectorTable(components: (0..<16).map { $0 > 10 ? 0.447 : 0 }, dimensions: 16)
        let decision = try classifier.decide(foreign, languages: [.english])[0]
        #expect(decision.isNone && decision.probability < 0.4)
        let known = try classifier.decide(samples(1).vectors, languages: Array(repeating: .english, count: 3))
        #expect(known.allSatisfy { !$0.isNone && $0.probability > 0.8 })
    }

    @Test("the order of the examples changes nothing")
    func order() throws {
        let (texts, vectors, labels) = samples(12, scatter: 0.8)
        let order = Array(texts.indices.reversed())
        let languages = texts.map { _ in Language.english }
        let one = try CrossValidation(
            LabelledTexts(
                texts,
                languages: languages,
                vectors: vectors,
                labels: labels,
                unrelated: unrelated,
                names: noNames
            )
        )
        let other = try CrossValidation(
            LabelledTexts(
                order.map { texts[$0] },
                languages: languages,
                vectors: vectors.rows(order),
                labels: order.map { labels[$0] },
                unrelated: unrelated,
                names: noNames
            )
        )
        for (place, row) in order.enumerated() {
            for (a, b) in zip(one.probabilities(row), other.probabilities(place)) { #expect(abs(a - b) < 0.02) }
        }
    }

    @Test("what is written is read again, and decides the same")
    func coding() throws {
        let classifier = try TextClassifier(examples(10))
        let encoder = PropertyListEncoder()
        encoder.outputFormat = .binary
        let copy = try PropertyListDecoder().decode(TextClassifier.self, from: encoder.encode(classifier))
        let new = samples(5, seed: 8)
        let languages = new.texts.map { _ in Optional(Language.english) }
        #expect(
            try copy.decide(new.vectors, languages: languages) == classifier.decide(new.vectors, languages: languages)
        )
    }

    @Test("one label is refused in one sentence")
    func oneLabel() {
        #expect(throws: RAGError.self) {
            try LabelledTexts(
                ["a", "b"],
                languages: [nil, nil],
                vectors: VectorTable(components: [1, 0], dimensions: 1),
                labels: ["x", "x"],
                unrelated: unrelated,
                names: noNames
            )
        }
    }

    @Test("two labels with one text each are learned")
    func twoTexts() throws {
        let vectors = VectorTable(components: [1, 0, 0, 1], dimensions: 2)
        let texts = try LabelledTexts(
            ["a", "b"],
            languages: [.english, .english],
            vectors: vectors,
            labels: ["x", "y"],
            unrelated: VectorTable(components: [], dimensions: 0),
            names: noNames
        )
        let decisions = try TextClassifier(texts).decide(vectors, languages: [.english, .english])
        #expect(decisions.map(\.label) == [0, 1])
        // Nothing could be tested, so nothing is sure.
        #expect(decisions.allSatisfy { $0.probability <= 0.5 })
    }

    @Test("the report names a text with a wrong label first, and the same text with two labels")
    func report() throws {
        var (texts, vectors, labels) = samples(15)
        labels[4] = "account"
        texts[6] = texts[3]
        labels[6] = "delivery"
        let examples = try LabelledTexts(
            texts,
            languages: texts.map { _ in .english },
            vectors: vectors,
            labels: labels,
            unrelated: unrelated,
            names: noNames
        )
        let report = try ClassReport(examples, tested: CrossValidation(examples))
        #expect(report.suspicions.prefix(2).map(\.position).contains(4))
        #expect(report.suspicions.first { $0.position == 4 }?.suggestion == "delivery")
        #expect(report.contradictory == [[3, 6]])
        #expect(report.accuracy > 0.9 && report.accuracy < 1)
        #expect(report.confusions.contains { $0.label == "account" && $0.given == "delivery" && $0.example == 4 })
    }
}
