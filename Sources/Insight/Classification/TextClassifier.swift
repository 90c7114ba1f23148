import RAGCore

/// A classifier of texts, learned from labelled ones, that also knows when a text belongs to none of the classes.
package struct TextClassifier: Sendable, Hashable {
    /// The names of the classes, sorted.
    package let classes: [String]
    let scorer: ClassScorer
    let calibration: ClassCalibration

    /// Folds of a cross-validation.
    static let folds = 5
    /// Most examples with which the chance of no class is learned; more change nothing but the time.
    private static let mostForNone = 4_000

    /// Restores a classifier that was learned before.
    init(classes: [String], scorer: ClassScorer, calibration: ClassCalibration) {
        self.classes = classes
        self.scorer = scorer
        self.calibration = calibration
    }

    /// Learns from `examples`. Throws `RAGError` (`failed`) with less than two classes, and `CancellationError`.
    package init(_ examples: LabelledTexts) throws {
        try self.init(examples, tested: try CrossValidation(examples))
    }

    /// Learns from `examples` with the calibration that `tested`, a cross-validation of the same texts, gives.
    package init(_ examples: LabelledTexts, tested: CrossValidation) throws {
        classes = examples.classes
        scorer = try ClassScorer(examples)
        var calibration = tested.calibration
        try Self.fitNone(&calibration, examples)
        self.calibration = calibration
    }

    /// Learns how a text looks that belongs to no class: some classes at a time are left out, and their texts compared
    /// with known texts that were left out as well. The background questions count as texts of no class, too.
    private static func fitNone(_ calibration: inout ClassCalibration, _ examples: LabelledTexts) throws {
        let examples = examples.sampled(mostForNone)
        let rowFolds = Folds.stratified(examples.labels, keys: examples.texts, count: folds)
        let classFolds = Folds.ofClasses(examples.classes.count, count: min(folds, examples.classes.count))
        var (known, foreign): ([[Double]], [[Double]]) = ([], [])
        for fold in 0..<folds {
            // With two classes one is left, whose texts cannot be told from those of another; then only the background
            // shows what is foreign.
            let leavesOut = examples.classes.count > 2
            func isForeign(_ row: Int) -> Bool { leavesOut && classFolds[examples.labels[row]] == fold }
            let training = examples.labels.indices.filter { !isForeign($0) && rowFolds[$0] != fold }
            guard !training.isEmpty else { continue }
            let part = examples.at(training)
            guard Set(part.labels).count > 1 else { continue }
            let scorer = try ClassScorer(part)
            let tested = examples.labels.indices.filter { isForeign($0) || rowFolds[$0] == fold }
            let present = Set(part.labels)
            for (rows, background) in [(examples.at(tested), false), (examples.background, true)] where rows.count > 0 {
                let evidence = try scorer.evidence(rows.vectors, languages: rows.languages)
                let scores = calibration.scores(evidence)
                for row in 0..<rows.count {
                    let signs = signs(evidence, scores, row: row, present: present, classes: examples.classes.count)
                    let isKnown = !background && present.contains(rows.labels[row])
                    if isKnown { known.append(signs) } else { foreign.append(signs) }
                }
            }
        }
        guard !known.isEmpty else { return }
        calibration.usual = (0..<3).map { sign in
            let values = known.map { $0[sign] }
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
            return ClassCalibration.Usual(mean: mean, deviation: max(variance.squareRoot(), 1e-6))
        }
        calibration.fitKnown(known.map(calibration.familiarity), foreign.map(calibration.familiarity))
    }

    /// The probability that a text belongs to a class where no label has a second text, so that nothing can be tested.
    private static let untested = 0.5

    /// Returns the signs of a known text, for the best of the classes that are `present`.
    private static func signs(
        _ evidence: ClassScorer.Evidence,
        _ scores: [Float],
        row: Int,
        present: Set<Int>,
        classes: Int
    ) -> [Double] {
        let best = (0..<classes).filter(present.contains).max {
            (scores[row * classes + $0], $1) < (scores[row * classes + $1], $0)
        }
        return ClassCalibration.signs(evidence, row: row, classes: classes, best: best ?? 0)
    }

    /// Returns the decision for each row of `vectors`, made by the same embedding model as the examples. Throws
    /// `CancellationError`.
    package func decide(_ vectors: VectorTable, languages: [Language?]) throws -> [ClassDecision] {
        let evidence = try scorer.evidence(vectors, languages: languages)
        let scores = calibration.scores(evidence)
        let all = Set(classes.indices)
        return (0..<vectors.count).map { row in
            let shares = calibration.softmax(scores, at: row * classes.count, classes: classes.count)
            let ranked = shares.indices.sorted { (shares[$1], $0) < (shares[$0], $1) }
            let signs = Self.signs(evidence, scores, row: row, present: all, classes: classes.count)
            let known = calibration.usual.isEmpty ? Self.untested : calibration.known(signs)
            return ClassDecision(
                label: ranked[0],
                probability: known * shares[ranked[0]],
                none: 1 - known,
                second: ranked.count > 1 ? ranked[1] : nil
            )
        }
    }
}
