import RAGCore

/// Texts with their classes and vectors, from which a classifier learns.
package struct LabelledTexts: Sendable {
    /// The texts.
    package let texts: [String]
    /// The languages of the texts.
    package let languages: [Language?]
    /// The vectors of the texts, unit length.
    package let vectors: VectorTable
    /// The names of the classes, sorted.
    package let classes: [String]
    /// The class of each text, as its place in `classes`.
    package let labels: [Int]
    /// Questions about anything, which belong to no class.
    private let unrelated: (vectors: VectorTable, languages: [Language?])
    /// The names of `classes` as texts.
    let names: ClassNames

    /// The number of texts.
    package var count: Int { texts.count }

    /// Returns the names of the classes of texts with these labels, as texts to be embedded: `card arrival` for
    /// `card_arrival`, `card-arrival` and `CardArrival`. A label without letters and digits stays as it is.
    package static func names(of labels: [String]) -> [String] {
        Set(labels).sorted().map { label in
            let words = CodeName.words(of: label)
            return words.isEmpty ? label : words.joined(separator: " ")
        }
    }

    /// Creates labelled texts; `labels` are the names of their classes. `unrelated` are the vectors of
    /// `BackgroundQuestions.all`, `names` those of `names(of:)`; both may be empty. Throws `RAGError` (`failed`) if
    /// there are less than two classes.
    package init(
        _ texts: [String],
        languages: [Language?],
        vectors: VectorTable,
        labels: [String],
        unrelated: VectorTable,
        names: VectorTable
    ) throws {
        classes = Set(labels).sorted()
        guard classes.count > 1 else {
            throw RAGError(
                .failed,
                classes.isEmpty ? "There is no labelled text" : "All texts have the label \(classes[0])",
                hint: "Label texts with two labels or more"
            )
        }
        let numbers = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        self.texts = texts
        self.languages = languages
        self.vectors = vectors
        self.labels = labels.compactMap { numbers[$0] }
        self.names = ClassNames(names)
        self.unrelated = (unrelated, BackgroundQuestions.all.map { Language(of: $0) })
    }

    private init(_ other: LabelledTexts, rows: [Int]) {
        texts = rows.map { other.texts[$0] }
        languages = rows.map { other.languages[$0] }
        vectors = other.vectors.rows(rows)
        classes = other.classes
        labels = rows.map { other.labels[$0] }
        unrelated = other.unrelated
        names = other.names
    }

    private init(background other: LabelledTexts) {
        texts = BackgroundQuestions.all
        (vectors, languages) = other.unrelated
        classes = other.classes
        labels = texts.map { _ in 0 }
        unrelated = other.unrelated
        names = other.names
    }

    /// Returns the texts at `rows`, with the same classes.
    func at(_ rows: [Int]) -> LabelledTexts { LabelledTexts(self, rows: rows) }

    /// The questions that belong to no class; their labels mean nothing.
    var background: LabelledTexts {
        unrelated.vectors.count == BackgroundQuestions.all.count ? LabelledTexts(background: self) : at([])
    }

    /// Returns at most about `most` of the texts, the same share of each class, whatever their order.
    func sampled(_ most: Int) -> LabelledTexts {
        guard count > most else { return self }
        let parts = (count + most - 1) / most
        let folds = Folds.stratified(labels, keys: texts, count: parts)
        return at(labels.indices.filter { folds[$0] == 0 })
    }
}
