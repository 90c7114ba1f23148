import CLinearAlgebra
import Foundation
import RAGCore

/// Multinomial logistic regression: one weight vector and one bias a class.
///
/// Training minimises the mean cross-entropy plus |W|² / (2 C n), the objective of scikit-learn's `LogisticRegression`
/// divided by C n, with L-BFGS (liblbfgs).
package struct SoftmaxRegression: Sendable, Hashable {
    /// The number of components of a row.
    package let dimensions: Int
    /// The number of classes.
    package let classes: Int
    /// One row of weights a class, one after another.
    package let weights: [Float]
    /// One bias a class.
    package let biases: [Float]

    /// Creates a regression from trained parameters: `classes` rows of `dimensions` weights, and as many biases.
    package init(dimensions: Int, weights: [Float], biases: [Float]) {
        precondition(weights.count == dimensions * biases.count)
        self.dimensions = dimensions
        classes = biases.count
        self.weights = weights
        self.biases = biases
    }

    /// Learns to tell `classes` classes apart. `labels` are the classes of the rows of `table`, from 0; `inverse` is C,
    /// the inverse strength of the penalty on weights. Throws `RAGError` if the optimiser fails, and
    /// `CancellationError`.
    package init(
        _ table: VectorTable,
        labels: [Int],
        classes: Int,
        inverse: Double = 10,
        tolerance: Double = 1e-5,
        iterations: Int = 500
    ) throws {
        precondition(table.count == labels.count && classes > 0)
        let problem = SoftmaxObjective(table, labels: labels, classes: classes, inverse: inverse)
        var parameters = [Double](repeating: 0, count: classes * (table.dimensions + 1))
        let context = Unmanaged.passUnretained(problem).toOpaque()
        let succeeded = withExtendedLifetime(problem) {
            la_minimize(
                Int32(parameters.count),
                &parameters,
                { context, point, gradient, _ in
                    guard let context, let point, let gradient else { return 0 }
                    return Unmanaged<SoftmaxObjective>.fromOpaque(context).takeUnretainedValue()
                        .value(at: point, gradient: gradient)
                },
                context,
                10,
                tolerance,
                Int32(iterations)
            )
        }
        try Task.checkCancellation()
        guard succeeded, parameters.allSatisfy(\.isFinite) else {
            throw RAGError(.failed, "The classes cannot be learned: the optimisation did not converge")
        }
        let split = classes * table.dimensions
        self.init(
            dimensions: table.dimensions,
            weights: parameters[..<split].map { Float($0) },
            biases: parameters[split...].map { Float($0) }
        )
    }

    /// Returns the scores of all classes for each row of `table`, one row after another.
    package func logits(_ table: VectorTable) -> [Float] {
        var logits = table.products(with: VectorTable(components: weights, dimensions: dimensions))
        for row in 0..<table.count {
            for label in 0..<classes { logits[row * classes + label] += biases[label] }
        }
        return logits
    }
}

/// The objective of the regression: its value and gradient at a point. Blocks of rows stay in the cache between the
/// product that gives their scores and the one that gives their part of the gradient.
final class SoftmaxObjective {
    private let table: VectorTable
    private let labels: [Int]
    private let classes: Int
    private let penalty: Double
    private var scores: [Float]
    private var weights: [Float]
    private var slope: [Float]

    /// Rows that are scored at a time.
    private static let block = 1_024

    init(_ table: VectorTable, labels: [Int], classes: Int, inverse: Double) {
        self.table = table
        self.labels = labels
        self.classes = classes
        penalty = 1 / (inverse * Double(max(1, table.count)))
        scores = [Float](repeating: 0, count: Self.block * classes)
        weights = [Float](repeating: 0, count: classes * table.dimensions)
        slope = weights
    }

    /// Returns the value at `point` (weights, then biases) and writes the gradient.
    func value(at point: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>) -> Double {
        let (dimensions, split) = (table.dimensions, weights.count)
        // A cancelled task gets a gradient of zero, at which the optimiser stops.
        guard !Task.isCancelled else {
            gradient.update(repeating: 0, count: split + classes)
            return 0
        }
        for index in 0..<split { weights[index] = Float(point[index]) }
        slope.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        let biases = UnsafeBufferPointer(start: point + split, count: classes)
        let biasSlope = UnsafeMutableBufferPointer(start: gradient + split, count: classes)
        biasSlope.update(repeating: 0)
        var loss = 0.0
        for start in stride(from: 0, to: table.count, by: Self.block) {
            let rows = min(Self.block, table.count - start)
            table.components.withUnsafeBufferPointer { components in
                guard let vectors = components.baseAddress.map({ $0 + start * dimensions }) else { return }
                la_product(
                    LA_PLAIN,
                    LA_TRANSPOSED,
                    Int32(rows),
                    Int32(classes),
                    Int32(dimensions),
                    1,
                    vectors,
                    Int32(dimensions),
                    weights,
                    Int32(dimensions),
                    0,
                    &scores,
                    Int32(classes)
                )
                loss += spread(rows: rows, from: start, biases, biasSlope)
                la_product(
                    LA_TRANSPOSED,
                    LA_PLAIN,
                    Int32(classes),
                    Int32(dimensions),
                    Int32(rows),
                    1,
                    scores,
                    Int32(classes),
                    vectors,
                    Int32(dimensions),
                    1,
                    &slope,
                    Int32(dimensions)
                )
            }
        }
        let share = 1 / Double(max(1, table.count))
        var squares = 0.0
        for index in 0..<split {
            squares += point[index] * point[index]
            gradient[index] = Double(slope[index]) * share + penalty * point[index]
        }
        for label in 0..<classes { biasSlope[label] *= share }
        return loss * share + penalty * squares / 2
    }

    /// Replaces the scores of a block by probability minus truth, adds up the bias gradient, and returns the
    /// cross-entropy.
    private func spread(
        rows: Int,
        from start: Int,
        _ biases: UnsafeBufferPointer<Double>,
        _ biasSlope: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        var loss = 0.0
        let bias = biases.map { Float($0) }
        scores.withUnsafeMutableBufferPointer { scores in
            for row in 0..<rows {
                let values = UnsafeMutableBufferPointer(rebasing: scores[(row * classes)..<((row + 1) * classes)])
                var top = -Float.infinity
                for label in 0..<classes {
                    values[label] += bias[label]
                    top = max(top, values[label])
                }
                let own = labels[start + row]
                let ownScore = values[own]
                var sum: Float = 0
                for label in 0..<classes {
                    values[label] = fastExp(values[label] - top)
                    sum += values[label]
                }
                loss += Double(top + logf(sum) - ownScore)
                let scale = 1 / sum
                for label in 0..<classes { values[label] *= scale }
                values[own] -= 1
                for label in 0..<classes { biasSlope[label] += Double(values[label]) }
            }
        }
        return loss
    }
}

/// Returns e^x for x ≤ 0 with a relative error below 2e-7: 2^n times a polynomial for the rest. The compiler turns a
/// loop of it into vector instructions, which it cannot do with a call of the C library.
@inline(__always) private func fastExp(_ x: Float) -> Float {
    let scaled = max(x, -87) * 1.442_695_04
    // Adding 1.5 * 2^23 leaves no room for a fraction, which rounds without a call.
    let whole = (scaled + 12_582_912) - 12_582_912
    let rest = (scaled - whole) * 0.693_147_18
    // Taylor to the 7th power; the rest is at most ln 2 / 2.
    var value: Float = 1 / 5_040
    value = value * rest + 1 / 720
    value = value * rest + 1 / 120
    value = value * rest + 1 / 24
    value = value * rest + 1 / 6
    value = value * rest + 0.5
    value = value * rest + 1
    value = value * rest + 1
    return value * Float(bitPattern: UInt32(bitPattern: Int32(whole) + 127) << 23)
}
