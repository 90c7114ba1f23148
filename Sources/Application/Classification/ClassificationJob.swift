import Foundation
import Insight
import RAGCore

/// Learns the labels of texts from a file and gives them to other texts.
package struct ClassificationJob: Sendable {
    /// A step that a front end may show.
    package enum Event: Sendable {
        /// So many of the texts have their vector.
        case embedding(done: Int, total: Int)
        /// The labels are learned or tested.
        case learning
    }

    /// A classifier that was learned from a labelled file, with its validation.
    package struct Learned: Sendable {
        /// The classifier, with the model of its vectors.
        package let file: ClassifierFile
        /// The labelled texts, in the order of the file.
        package let examples: LabelledTexts
        /// The records of `examples`.
        package let records: [TextRecord]
        /// The scores of a cross-validation.
        package let validation: CrossValidation
        /// Notes on what was left out or looks odd, one sentence each.
        package let notes: [String]

        /// The report of the cross-validation.
        package var report: ClassReport { ClassReport(examples, tested: validation) }
    }

    /// A regression that was learned from a file of texts with numbers.
    package struct LearnedNumbers: Sendable {
        /// The regression and its test.
        package let result: NumberRegression.Learned
        /// Notes on what was left out, one sentence each.
        package let notes: [String]
    }

    private let assembly: Assembly
    private let progress: @Sendable (Event) -> Void

    /// Creates a job with the embedding model of `assembly`.
    package init(_ assembly: Assembly, progress: @escaping @Sendable (Event) -> Void = { _ in }) {
        self.assembly = assembly
        self.progress = progress
    }

    /// Learns from the labelled texts of `collection`. Rows without a label are left out with a note. Throws `RAGError`
    /// and `CancellationError`.
    package func learn(from collection: TextCollection) async throws -> Learned {
        let (records, leftOut) = try labelled(collection)
        var notes = leftOut
        let single = Dictionary(grouping: records) { $0.label ?? "" }.filter { $1.count == 1 }.keys.sorted()
        if let first = single.first {
            let labels = single.count == 1 ? "1 label has" : "\(single.count) labels have"
            notes.append("\(labels) one text only, too little to learn well (\(first)\(single.count > 1 ? ", …" : ""))")
        }
        let labels = records.map { $0.label ?? "" }
        let mixed = Dictionary(grouping: records, by: \.text).values.filter { Set($0.map(\.label)).count > 1 }
        if let first = mixed.compactMap(\.first?.place).min() {
            let texts = mixed.count == 1 ? "1 text has" : "\(mixed.count) texts have"
            notes.append("\(texts) several labels, which --check lists (one: \(first))")
        }
        let examples = try LabelledTexts(
            records.map(\.text),
            languages: records.map(\.language),
            vectors: try await vectors(of: records),
            labels: labels,
            unrelated: try await assembly.vectors(of: BackgroundQuestions.all, as: .query),
            names: try await assembly.vectors(of: LabelledTexts.names(of: labels), as: .query)
        )
        progress(.learning)
        let validation = try CrossValidation(examples)
        let classifier = try TextClassifier(examples, tested: validation)
        let file = ClassifierFile(model: try await assembly.analysisModel(), classifier: classifier)
        return Learned(file: file, examples: examples, records: records, validation: validation, notes: notes)
    }

    /// Returns the decision for each text of `collection`. Throws `RAGError` (`notConfigured`) where `file` was made
    /// with another embedding model, and `CancellationError`.
    package func classify(_ collection: TextCollection, with file: ClassifierFile) async throws -> [ClassDecision] {
        try file.check(against: try await assembly.analysisModel())
        let vectors = try await vectors(of: collection.records)
        progress(.learning)
        return try file.classifier.decide(vectors, languages: collection.records.map(\.language))
    }

    /// Learns numbers instead of classes, and tests it. Throws `UsageError` where a label is no number, and `RAGError`.
    package func learnNumbers(from collection: TextCollection) async throws -> LearnedNumbers {
        let (records, notes) = try labelled(collection)
        let numbers = try records.map { record in
            guard let number = record.label.flatMap({ Double($0) }), number.isFinite else {
                throw UsageError("\(record.place) has the label \(record.label ?? ""), which is not a number")
            }
            return number
        }
        guard numbers.count >= NumberRegression.fewest else {
            throw UsageError(
                "\(collection.name) has \(numbers.count) texts with a number; at least \(NumberRegression.fewest) are needed"
            )
        }
        let vectors = try await vectors(of: records)
        progress(.learning)
        let result = try NumberRegression.learn(
            vectors,
            languages: records.map(\.language),
            keys: records.map(\.text),
            numbers: numbers
        )
        return LearnedNumbers(result: result, notes: notes)
    }

    /// Returns the number of each text of `collection`. Throws `RAGError`.
    package func numbers(_ collection: TextCollection, with regression: NumberRegression) async throws -> [Double] {
        regression.numbers(try await vectors(of: collection.records), languages: collection.records.map(\.language))
    }

    /// Returns the records of `collection` that have a label, and what was left out. Throws `UsageError` if none has.
    private func labelled(_ collection: TextCollection) throws -> (records: [TextRecord], notes: [String]) {
        let records = collection.records.filter { $0.label != nil }
        guard !records.isEmpty else {
            throw UsageError(
                collection.records.isEmpty
                    ? "\(collection.name) has no texts to learn from"
                    : "\(collection.name) has no column with labels; name it `label` or choose it with --label"
            )
        }
        let unlabelled = collection.records.filter { $0.label == nil }
        let note = unlabelled.first.map { first in
            let texts =
                unlabelled.count == 1 ? "1 text without a label is" : "\(unlabelled.count) texts without a label are"
            return "\(texts) left out (first: \(first.place))"
        }
        return (records, collection.notes + [note].compactMap(\.self))
    }

    private func vectors(of records: [TextRecord]) async throws -> VectorTable {
        try await assembly.vectors(of: records.map(\.text), as: .query) { [progress] done, total in
            progress(.embedding(done: done, total: total))
        }
    }
}
