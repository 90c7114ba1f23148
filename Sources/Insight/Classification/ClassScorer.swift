import RAGCore

/// Scores texts for classes by two kinds of evidence: a regression, and the nearest example of each class. Both work on
/// vectors that are centred for each language and mapped by `SharedCovariance`.
struct ClassScorer: Sendable, Hashable {
    let classes: Int
    let means: LanguageMeans
    let covariance: SharedCovariance
    let regression: SoftmaxRegression
    /// The vectors of the examples as the encoder made them, unit length but for the rounding to 8 bits. They are
    /// rounded before anything is learned, so that a classifier that was kept in a file decides as before.
    let examples: VectorTable
    let languages: [Language?]
    let labels: [Int]
    /// The vectors of the names of classes that count as examples, centred.
    let names: VectorTable
    let namedClasses: [Int]
    /// The examples and the names, centred and mapped, and their classes.
    private let mapped: VectorTable
    private let mappedLabels: [Int]

    /// Rows that are compared with all examples at a time.
    private static let block = 256

    /// Learns from `texts`. Throws `RAGError` and `CancellationError`.
    init(_ texts: LabelledTexts) throws {
        let (labels, classes) = (texts.labels, texts.classes.count)
        let vectors = ByteVectors(texts.vectors).table ?? texts.vectors
        let means = LanguageMeans(vectors, languages: texts.languages)
        let centred = means.centred(vectors, languages: texts.languages)
        let covariance = SharedCovariance(centred, labels: labels, classes: classes)
        let mapped = covariance.mapped(centred)
        let (names, named) = texts.names.examples(beside: mapped, labels: labels, classes: classes, covariance)
        let all = VectorTable(
            components: mapped.components + covariance.mapped(names).components,
            dimensions: mapped.dimensions
        )
        self.init(
            classes: classes,
            means: means,
            covariance: covariance,
            regression: try SoftmaxRegression(all, labels: labels + named, classes: classes),
            examples: vectors,
            languages: texts.languages,
            labels: labels,
            names: names,
            namedClasses: named
        )
    }

    /// Restores a scorer that was learned before.
    init(
        classes: Int,
        means: LanguageMeans,
        covariance: SharedCovariance,
        regression: SoftmaxRegression,
        examples: VectorTable,
        languages: [Language?],
        labels: [Int],
        names: VectorTable,
        namedClasses: [Int]
    ) {
        self.classes = classes
        self.means = means
        self.covariance = covariance
        self.regression = regression
        self.examples = examples
        self.languages = languages
        self.labels = labels
        self.names = names
        self.namedClasses = namedClasses
        let centred = means.centred(examples, languages: languages)
        mapped = VectorTable(
            components: covariance.mapped(centred).components + covariance.mapped(names).components,
            dimensions: examples.dimensions
        )
        mappedLabels = labels + namedClasses
    }

    /// The evidence for the classes of some texts.
    struct Evidence: Sendable {
        /// Scores of the regression without their mean, one row of `classes` numbers a text.
        var logits: [Float] = []
        /// The cosine to the nearest example of each class, in the same order; -1 for a class without examples.
        var nearest: [Float] = []
        /// The mean cosine, on the encoder's own vectors, to the five nearest examples of any class.
        var familiarity: [Float] = []
    }

    /// Returns the evidence for each row of `table`. Throws `CancellationError`.
    func evidence(_ table: VectorTable, languages: [Language?]) throws -> Evidence {
        var evidence = Evidence()
        for start in stride(from: 0, to: table.count, by: Self.block) {
            try Task.checkCancellation()
            let rows = start..<min(start + Self.block, table.count)
            let block = table.rows(rows)
            let centred = covariance.mapped(means.centred(block, languages: Array(languages[rows])))
            evidence.logits += withoutRowMeans(regression.logits(centred))
            evidence.nearest += nearest(centred)
            evidence.familiarity += familiarity(block)
        }
        return evidence
    }

    private func withoutRowMeans(_ logits: [Float]) -> [Float] {
        var logits = logits
        for start in stride(from: 0, to: logits.count, by: classes) {
            let mean = logits[start..<(start + classes)].reduce(0, +) / Float(classes)
            for index in start..<(start + classes) { logits[index] -= mean }
        }
        return logits
    }

    private func nearest(_ table: VectorTable) -> [Float] {
        var nearest = [Float](repeating: -1, count: table.count * classes)
        table.products(with: mapped).withUnsafeBufferPointer { products in
            nearest.withUnsafeMutableBufferPointer { nearest in
                mappedLabels.withUnsafeBufferPointer { labels in
                    for row in 0..<table.count {
                        let (from, to) = (row * labels.count, row * classes)
                        for example in 0..<labels.count {
                            let place = to + labels[example]
                            nearest[place] = max(nearest[place], products[from + example])
                        }
                    }
                }
            }
        }
        return nearest
    }

    private func familiarity(_ table: VectorTable) -> [Float] {
        table.products(with: examples).withUnsafeBufferPointer { products in
            (0..<table.count).map { row in
                var best: [Float] = []
                for example in 0..<examples.count {
                    let product = products[row * examples.count + example]
                    guard best.count < Self.familiar || product > best[best.count - 1] else { continue }
                    best.insert(product, at: best.firstIndex { $0 < product } ?? best.count)
                    if best.count > Self.familiar { best.removeLast() }
                }
                return best.reduce(0, +) / Float(max(1, best.count))
            }
        }
    }

    /// Number of nearest examples that show whether a text is of a known kind.
    private static let familiar = 5
}
