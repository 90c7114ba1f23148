import RAGCore

/// The scores that labelled texts get from classifiers that did not learn from them.
package struct CrossValidation: Sendable {
    /// The scores of all classes, one row a text.
    let scores: [Float]
    /// Whether a text was scored; not if its class has no other text.
    package let isScored: [Bool]
    let calibration: ClassCalibration
    let classes: Int

    /// Scores each of `examples` with a classifier that learned from the other folds. Throws `RAGError` and
    /// `CancellationError`.
    package init(_ examples: LabelledTexts) throws {
        classes = examples.classes.count
        let count = examples.count
        let folds = Folds.stratified(examples.labels, keys: examples.texts, count: TextClassifier.folds)
        var evidence = ClassScorer.Evidence()
        evidence.logits = [Float](repeating: 0, count: count * classes)
        evidence.nearest = [Float](repeating: -1, count: count * classes)
        var isScored = [Bool](repeating: false, count: count)
        for fold in 0..<TextClassifier.folds {
            let training = folds.indices.filter { folds[$0] != fold }
            let tested = folds.indices.filter { folds[$0] == fold }
            let part = examples.at(training)
            let present = Set(part.labels)
            guard !tested.isEmpty, present.count > 1 else { continue }
            let scorer = try ClassScorer(part)
            let rows = examples.at(tested)
            let found = try scorer.evidence(rows.vectors, languages: rows.languages)
            for (place, row) in tested.enumerated() {
                let (from, to) = (place * classes, row * classes)
                evidence.logits.replaceSubrange(to..<(to + classes), with: found.logits[from..<(from + classes)])
                evidence.nearest.replaceSubrange(to..<(to + classes), with: found.nearest[from..<(from + classes)])
                isScored[row] = present.contains(examples.labels[row])
            }
        }
        self.isScored = isScored
        var calibration = ClassCalibration()
        calibration.logitSpread = Self.spread(evidence.logits)
        calibration.nearestSpread = Self.spread(evidence.nearest)
        scores = calibration.scores(evidence)
        // Without a tested text the sharpest scores would seem best.
        if isScored.contains(true) {
            calibration.fitSharpness(
                scores,
                labels: examples.labels.indices.map { isScored[$0] ? examples.labels[$0] : nil },
                classes: classes
            )
        }
        self.calibration = calibration
    }

    /// Returns the probabilities of all classes for a text, without the chance of none.
    package func probabilities(_ row: Int) -> [Double] {
        calibration.softmax(scores, at: row * classes, classes: classes)
    }

    private static func spread(_ values: [Float]) -> Float {
        guard !values.isEmpty else { return 1 }
        let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
        let variance = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(values.count)
        return variance > 0 ? Float(variance.squareRoot()) : 1
    }
}
