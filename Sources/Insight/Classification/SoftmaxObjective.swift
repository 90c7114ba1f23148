import CLinearAlgebra
import RAGCore

/// The objective of a `SoftmaxRegression`: its value and gradient at a point. Blocks of rows stay in the cache between
/// the product that gives their scores and the one that gives their part of the gradient.
final class SoftmaxObjective {
    private let table: VectorTable
    private let labels: [Int32]
    private let classes: Int
    private let penalty: Double
    private var scores: [Float]
    private var weights: [Float]
    private var slope: [Float]
    private var biases: [Float]
    private var biasSlope: [Float]

    /// Rows that are scored at a time.
    private static let block = 1_024

    /// Creates the objective of a regression on `table` with these labels, numbers below `classes`.
    init(_ table: VectorTable, labels: [Int], classes: Int, inverse: Double) {
        self.table = table
        self.labels = labels.map { Int32($0) }
        self.classes = classes
        penalty = 1 / (inverse * Double(max(1, table.count)))
        scores = [Float](repeating: 0, count: Self.block * classes)
        weights = [Float](repeating: 0, count: classes * table.dimensions)
        slope = weights
        biases = [Float](repeating: 0, count: classes)
        biasSlope = biases
    }

    /// Returns the value at `point` (weights, then biases) and writes the gradient.
    func value(at point: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>) -> Double {
        let split = weights.count
        // A cancelled task gets a gradient of zero, at which the optimiser stops.
        guard !Task.isCancelled else {
            gradient.update(repeating: 0, count: split + classes)
            return 0
        }
        for index in 0..<split { weights[index] = Float(point[index]) }
        for label in 0..<classes { biases[label] = Float(point[split + label]) }
        slope.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        biasSlope.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        var loss = 0.0
        for start in stride(from: 0, to: table.count, by: Self.block) {
            loss += addBlock(start..<min(start + Self.block, table.count))
        }
        let share = 1 / Double(max(1, table.count))
        var squares = 0.0
        for index in 0..<split {
            squares += point[index] * point[index]
            gradient[index] = Double(slope[index]) * share + penalty * point[index]
        }
        for label in 0..<classes { gradient[split + label] = Double(biasSlope[label]) * share }
        return loss * share + penalty * squares / 2
    }

    /// Adds the part of some rows to the gradient, and returns their cross-entropy.
    private func addBlock(_ rows: Range<Int>) -> Double {
        let (count, width) = (Int32(rows.count), Int32(table.dimensions))
        return table.components.withUnsafeBufferPointer { components in
            guard let vectors = components.baseAddress.map({ $0 + rows.lowerBound * table.dimensions }) else {
                return 0
            }
            // Scores have a row a class, so that the softmax works on many texts at a time.
            la_product(
                LA_PLAIN,
                LA_TRANSPOSED,
                Int32(classes),
                count,
                width,
                1,
                weights,
                width,
                vectors,
                width,
                0,
                &scores,
                count
            )
            let loss = labels.withUnsafeBufferPointer { labels in
                labels.baseAddress.map {
                    la_softmax(Int32(classes), count, &scores, biases, $0 + rows.lowerBound, &biasSlope)
                }
            }
            la_product(
                LA_PLAIN,
                LA_PLAIN,
                Int32(classes),
                width,
                count,
                1,
                scores,
                count,
                vectors,
                width,
                1,
                &slope,
                width
            )
            return loss ?? 0
        }
    }
}
