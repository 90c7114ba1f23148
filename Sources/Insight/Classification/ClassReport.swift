import Foundation
import RAGCore

/// How well labelled texts can be classified, by cross-validation, and which labels look wrong.
package struct ClassReport: Sendable, Hashable, Codable {
    /// The figures of one class.
    package struct ClassFigures: Sendable, Hashable, Codable {
        /// The name of the class.
        package let label: String
        /// The number of its texts.
        package let count: Int
        /// The share of the texts given this label that have it, 0 to 1; nil if no text was given it.
        package let precision: Double?
        /// The share of its texts that were given this label, 0 to 1; nil if none was tested.
        package let recall: Double?
        /// The harmonic mean of precision and recall; nil if there is neither.
        package let f1: Double?
    }

    /// Two classes that are taken for each other.
    package struct Confusion: Sendable, Hashable, Codable {
        /// The label of the texts.
        package let label: String
        /// The label that they were given.
        package let given: String
        /// How many texts.
        package let count: Int
        /// The position of the text that was taken for the other class most surely.
        package let example: Int
    }

    /// A text whose label looks wrong.
    package struct Suspicion: Sendable, Hashable, Codable {
        /// The position of the text.
        package let position: Int
        /// Its label.
        package let label: String
        /// The label that it seems to belong to.
        package let suggestion: String
        /// The probability of `label`, 0 to 1.
        package let probability: Double
        /// The probability of `suggestion`, 0 to 1.
        package let suggested: Double
    }

    /// The number of texts that were tested. A text whose class has no other text cannot be.
    package let tested: Int
    /// The share of texts that were given their label, 0 to 1.
    package let accuracy: Double
    /// The mean of the F1 of all classes, 0 to 1.
    package let macroF1: Double
    /// The expected calibration error over 15 bins: how far probabilities are from shares of right answers.
    package let calibrationError: Double
    /// The classes, the worst first.
    package let classes: [ClassFigures]
    /// Pairs of classes that are confused, the most frequent first.
    package let confusions: [Confusion]
    /// Texts whose label looks wrong, the most suspicious first.
    package let suspicions: [Suspicion]
    /// Positions of texts that stand there with several labels, each group of equal texts.
    package let contradictory: [[Int]]

    /// Draws up the report of `examples` from their cross-validation.
    package init(_ examples: LabelledTexts, tested validation: CrossValidation) {
        let names = examples.classes
        let rows = examples.labels.indices.filter { validation.isScored[$0] }
        let shares = Dictionary(uniqueKeysWithValues: rows.map { ($0, validation.probabilities($0)) })
        let given = shares.mapValues { shares in
            shares.indices.max { (shares[$0], $1) < (shares[$1], $0) } ?? 0
        }
        let right = rows.filter { given[$0] == examples.labels[$0] }
        tested = rows.count
        accuracy = rows.isEmpty ? 0 : Double(right.count) / Double(rows.count)
        calibrationError = Self.calibrationError(
            rows.map { row in
                (shares[row]?[given[row] ?? 0] ?? 0, given[row] == examples.labels[row])
            }
        )
        let figures = names.indices.map { Self.figures($0, names, examples.labels, rows, given) }
        macroF1 = figures.isEmpty ? 0 : figures.reduce(0) { $0 + ($1.f1 ?? 0) } / Double(figures.count)
        classes = figures.sorted { ($0.f1 ?? 0, $0.label) < ($1.f1 ?? 0, $1.label) }
        confusions = Self.confusions(names, examples.labels, rows, given, shares)
        suspicions = Self.suspicions(names, examples.labels, rows, given, shares)
        contradictory = Dictionary(grouping: examples.texts.indices) { examples.texts[$0] }.values
            .filter { positions in Set(positions.map { examples.labels[$0] }).count > 1 }
            .map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }

    private static func figures(
        _ label: Int,
        _ names: [String],
        _ labels: [Int],
        _ rows: [Int],
        _ given: [Int: Int]
    ) -> ClassFigures {
        let own = rows.filter { labels[$0] == label }
        let taken = rows.filter { given[$0] == label }
        let both = Double(own.count { given[$0] == label })
        let precision = taken.isEmpty ? nil : both / Double(taken.count)
        let recall = own.isEmpty ? nil : both / Double(own.count)
        let total = Double(taken.count + own.count)
        return ClassFigures(
            label: names[label],
            count: labels.count { $0 == label },
            precision: precision,
            recall: recall,
            f1: total == 0 ? nil : 2 * both / total
        )
    }

    private static func confusions(
        _ names: [String],
        _ labels: [Int],
        _ rows: [Int],
        _ given: [Int: Int],
        _ shares: [Int: [Double]]
    ) -> [Confusion] {
        struct Pair: Hashable { let label, given: Int }
        let wrong = rows.filter { given[$0] != labels[$0] }
        let pairs = Dictionary(grouping: wrong) { Pair(label: labels[$0], given: given[$0] ?? 0) }
        return pairs.map { pair, rows in
            let surest = rows.max {
                (shares[$0]?[pair.given] ?? 0, $1) < (shares[$1]?[pair.given] ?? 0, $0)
            }
            return Confusion(
                label: names[pair.label],
                given: names[pair.given],
                count: rows.count,
                example: surest ?? rows[0]
            )
        }.sorted { (-$0.count, $0.label, $0.given) < (-$1.count, $1.label, $1.given) }
    }

    /// Ranks the texts whose label is less probable than another by the chance that the label is wrong: the chance that
    /// the text belongs to another class whose texts get this label, against the chance that the label is right. How
    /// often texts of a class get another label is estimated from the texts themselves (Northcutt et al. 2021), so that
    /// labels that are easily mixed up count more, and labels that nobody mixes up count less.
    private static func suspicions(
        _ names: [String],
        _ labels: [Int],
        _ rows: [Int],
        _ given: [Int: Int],
        _ shares: [Int: [Double]]
    ) -> [Suspicion] {
        let count = names.count
        var pairs = [Double](repeating: 0, count: count * count)
        var totals = [Double](repeating: 0, count: count)
        for row in rows {
            guard let taken = given[row] else { continue }
            totals[taken] += 1
            if labels[row] != taken { pairs[taken * count + labels[row]] += 1 }
        }
        /// The share of texts of a class that get another label.
        func mixed(_ own: Int, _ label: Int) -> Double {
            (pairs[own * count + label] + Self.doubt / Double(count)) / (totals[own] + Self.doubt)
        }
        return rows.compactMap { row -> (suspicion: Suspicion, chance: Double)? in
            guard let shares = shares[row] else { return nil }
            let label = labels[row]
            let others = shares.indices.filter { $0 != label }
            guard let other = others.max(by: { (shares[$0], $1) < (shares[$1], $0) }), shares[other] > shares[label]
            else { return nil }
            let wrong = others.reduce(0) { $0 + shares[$1] * mixed($1, label) }
            let suspicion = Suspicion(
                position: row,
                label: names[label],
                suggestion: names[other],
                probability: shares[label],
                suggested: shares[other]
            )
            return (suspicion, wrong / (wrong + shares[label]))
        }.sorted { a, b in
            (b.chance, a.suspicion.position) < (a.chance, b.suspicion.position)
        }.map(\.suspicion)
    }

    /// Texts that every class is assumed to have had whose labels were drawn at random. It trades labels swapped at
    /// random for labels of the nearest class. Banking77, 5% swapped, precision on the five draws of the benchmark:
    /// .907 and .681 with 10, .911 and .677 with 30; on five other draws .907 and .681, .908 and .668.
    private static let doubt = 30.0

    /// Returns the mean distance of probability and share of right answers, weighted by the number of texts in each of
    /// 15 bins of equal width (Guo et al. 2017).
    package static func calibrationError(_ answers: [(probability: Double, isRight: Bool)]) -> Double {
        let bins = 15
        let groups = Dictionary(grouping: answers) { min(bins - 1, Int($0.probability * Double(bins))) }
        return groups.values.reduce(0) { sum, group in
            let mean = group.reduce(0) { $0 + $1.probability } / Double(group.count)
            let right = Double(group.count { $0.isRight }) / Double(group.count)
            return sum + abs(mean - right) * Double(group.count) / Double(answers.count)
        }
    }
}
