import Foundation
import RAGCore

extension TextClassifier: Codable {
    /// All numbers of a classifier. Tables of floats are bytes, little-endian. The examples are the greatest part.
    private struct Stored: Codable {
        let classes: [String]
        let dimensions: Int
        let mean: Data
        let languageMeans: [String: Data]
        let map: Data
        let weights: Data
        let biases: Data
        let examples: ByteVectors
        let languages: [String]
        let labels: [Int]
        let names: Data
        let namedClasses: [Int]
        let calibration: ClassCalibration
    }

    /// Reads a classifier. Throws `DecodingError` if its parts do not fit together.
    package init(from decoder: any Decoder) throws {
        let stored = try Stored(from: decoder)
        let (dimensions, classes) = (stored.dimensions, stored.classes.count)
        let (weights, biases) = (stored.weights.floats, stored.biases.floats)
        let (map, names) = (stored.map.floats, stored.names.floats)
        guard let examples = stored.examples.table, examples.dimensions == dimensions, dimensions > 0, classes > 1,
            weights.count == classes * dimensions, biases.count == classes,
            map.isEmpty || map.count == dimensions * dimensions,
            examples.count == stored.labels.count, stored.languages.count == stored.labels.count,
            names.count == stored.namedClasses.count * dimensions,
            (stored.labels + stored.namedClasses).allSatisfy(stored.classes.indices.contains),
            stored.mean.floats.count == dimensions,
            stored.languageMeans.values.allSatisfy({ $0.floats.count == dimensions }),
            (weights + biases + map + names).allSatisfy(\.isFinite)
        else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "The parts do not fit together"))
        }
        let means = stored.languageMeans.map { (Language(rawValue: $0), $1.floats) }
        self.init(
            classes: stored.classes,
            scorer: ClassScorer(
                classes: classes,
                means: LanguageMeans(whole: stored.mean.floats, means: Dictionary(uniqueKeysWithValues: means)),
                covariance: SharedCovariance(
                    map: VectorTable(components: map, dimensions: map.isEmpty ? 0 : dimensions)
                ),
                regression: SoftmaxRegression(dimensions: dimensions, weights: weights, biases: biases),
                examples: examples,
                languages: stored.languages.map { Language(rawValue: $0) },
                labels: stored.labels,
                names: VectorTable(components: names, dimensions: names.isEmpty ? 0 : dimensions),
                namedClasses: stored.namedClasses
            ),
            calibration: stored.calibration
        )
    }

    /// Writes the classifier.
    package func encode(to encoder: any Encoder) throws {
        let means = scorer.means.byLanguage.map { ($0?.rawValue ?? "", Data(floats: $1)) }
        try Stored(
            classes: classes,
            dimensions: scorer.examples.dimensions,
            mean: Data(floats: scorer.means.all),
            languageMeans: Dictionary(uniqueKeysWithValues: means),
            map: Data(floats: scorer.covariance.map.components),
            weights: Data(floats: scorer.regression.weights),
            biases: Data(floats: scorer.regression.biases),
            examples: ByteVectors(scorer.examples),
            languages: scorer.languages.map { $0?.rawValue ?? "" },
            labels: scorer.labels,
            names: Data(floats: scorer.names.components),
            namedClasses: scorer.namedClasses,
            calibration: calibration
        ).encode(to: encoder)
    }

    /// The number of components of the vectors that it takes.
    package var dimensions: Int { scorer.examples.dimensions }
}
