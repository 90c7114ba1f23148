import ArgumentParser
import Foundation
import Insight

/// Measures logistic regression, which the program shows only as a part of a classifier.
struct LogisticBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insight-logistic",
        abstract: "Measure the time of logistic regression on vectors from a file, and write its parameters."
    )

    @OptionGroup var input: BenchVectors

    @Option(help: "The file of labels: one little-endian 32-bit integer a row, from 0.")
    var labels: String

    @Option(help: "The inverse strength of the penalty, C.")
    var inverse = 10.0

    @Option(help: "The size of the gradient, compared with that of the parameters, at which it ends.")
    var tolerance = 1e-6

    @Option(help: "The file for the parameters: a row of weights a class, then the biases, little-endian floats.")
    var parameters: String

    func run() async throws {
        let table = try input.table()
        let labels = try Data(contentsOf: URL(filePath: labels)).withUnsafeBytes { bytes in
            bytes.bindMemory(to: Int32.self).map { Int(Int32(littleEndian: $0)) }
        }
        guard labels.count == table.count, labels.allSatisfy({ $0 >= 0 }) else {
            throw ValidationError("There are \(labels.count) labels for \(table.count) vectors, or a negative one")
        }
        let classes = (labels.max() ?? 0) + 1
        let (seconds, regression) = try BenchVectors.measured {
            try SoftmaxRegression(table, labels: labels, classes: classes, inverse: inverse, tolerance: tolerance)
        }
        try (regression.weights + regression.biases).withUnsafeBytes {
            try Data($0).write(to: URL(filePath: parameters))
        }
        print(#"{"seconds": \#(seconds)}"#)
    }
}
