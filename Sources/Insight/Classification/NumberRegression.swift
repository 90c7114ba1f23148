import CLinearAlgebra
import Foundation
import RAGCore

/// Ridge regression of a number on the vector of a text.
package struct NumberRegression: Sendable, Hashable {
    /// A regression that was learned, with its test.
    package struct Learned: Sendable {
        /// The regression that learned from all texts.
        package let regression: NumberRegression
        /// How well numbers of unknown texts are predicted.
        package let report: Report
    }

    /// How well numbers are predicted for texts that were not learned from, by leaving out one text at a time.
    package struct Report: Sendable, Hashable, Codable {
        /// The number of texts.
        package let count: Int
        /// The root of the mean squared error, in units of the number.
        package let rootMeanSquaredError: Double
        /// The share of the variance that is explained, at most 1; 0 is as good as the mean of all.
        package let explained: Double
        /// The rank correlation of predicted and true numbers, -1 to 1 (Spearman).
        package let rankCorrelation: Double
        /// The penalty on the weights that predicts best.
        package let penalty: Double
    }

    /// The fewest texts that a regression learns from.
    package static let fewest = 10

    private let means: LanguageMeans
    private let weights: [Float]
    private let mean: Double
    private let bounds: ClosedRange<Double>

    /// Learns `numbers` from `vectors`. `keys` tell texts apart. The penalty is the one with the least error over
    /// texts that are left out one at a time, which a ridge regression gives in closed form (Allen's PRESS). Throws
    /// `RAGError` if the equations have no solution.
    package static func learn(
        _ vectors: VectorTable,
        languages: [Language?],
        keys: [String],
        numbers: [Double]
    ) throws -> Learned {
        let means = LanguageMeans(vectors, languages: languages)
        let table = means.centred(vectors, languages: languages)
        let (count, dimensions) = (table.count, table.dimensions)
        let mean = numbers.reduce(0, +) / Double(count)
        var gram = [Float](repeating: 0, count: dimensions * dimensions)
        la_gram(Int32(count), Int32(dimensions), table.components, Int32(dimensions), &gram)
        var vectors = gram.map { Double($0) }
        var values = [Double](repeating: 0, count: dimensions)
        guard la_eigen(Int32(dimensions), &vectors, &values) else {
            throw RAGError(.failed, "The numbers cannot be learned: the vectors have no principal directions")
        }
        // In principal coordinates every penalty has a closed form.
        let axes = VectorTable(components: vectors.map { Float($0) }, dimensions: dimensions)
        let coordinates = table.products(with: axes)
        var projected = [Double](repeating: 0, count: dimensions)
        for row in 0..<count {
            for axis in 0..<dimensions {
                projected[axis] += Double(coordinates[row * dimensions + axis]) * (numbers[row] - mean)
            }
        }
        let scale = max(values.last ?? 0, 1e-9)
        let penalties = stride(from: -4.0, through: 1.0, by: 0.5).map { scale * pow(10, $0) }
        let tests = penalties.map { penalty in
            (penalty: penalty, left: leftOut(coordinates, values, projected, numbers, mean, penalty))
        }
        func error(_ predicted: [Double]) -> Double {
            zip(predicted, numbers).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        guard let best = tests.min(by: { error($0.left) < error($1.left) }) else {
            throw RAGError(.failed, "The numbers cannot be learned")
        }
        var weights = [Float](repeating: 0, count: dimensions)
        for axis in 0..<dimensions {
            let share = projected[axis] / (max(0, values[axis]) + best.penalty)
            for column in 0..<dimensions { weights[column] += Float(share * vectors[axis * dimensions + column]) }
        }
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let report = Report(
            count: count,
            rootMeanSquaredError: (error(best.left) / Double(count)).squareRoot(),
            explained: variance > 0 ? 1 - error(best.left) / variance : 0,
            rankCorrelation: RankCorrelation.spearman(best.left, numbers),
            penalty: best.penalty
        )
        let bounds = (numbers.min() ?? 0)...(numbers.max() ?? 0)
        return Learned(
            regression: NumberRegression(means: means, weights: weights, mean: mean, bounds: bounds),
            report: report
        )
    }

    /// Returns the number that each text gets from a regression that learned from all others.
    private static func leftOut(
        _ coordinates: [Float],
        _ values: [Double],
        _ projected: [Double],
        _ numbers: [Double],
        _ mean: Double,
        _ penalty: Double
    ) -> [Double] {
        let dimensions = values.count
        let shares = values.indices.map { 1 / (max(0, values[$0]) + penalty) }
        let constant = 1 / Double(numbers.count)
        return numbers.indices.map { row in
            var (fitted, leverage) = (0.0, constant)
            for axis in 0..<dimensions {
                let coordinate = Double(coordinates[row * dimensions + axis])
                fitted += coordinate * projected[axis] * shares[axis]
                leverage += coordinate * coordinate * shares[axis]
            }
            let residual = (numbers[row] - mean - fitted) / max(1 - leverage, 1e-3)
            return numbers[row] - residual
        }
    }

    /// Returns the number of each row of `vectors`, within the range of the numbers that were learned from.
    package func numbers(_ vectors: VectorTable, languages: [Language?]) -> [Double] {
        let table = means.centred(vectors, languages: languages)
        let row = VectorTable(components: weights, dimensions: weights.count)
        return table.products(with: row).map { min(max(Double($0) + mean, bounds.lowerBound), bounds.upperBound) }
    }
}
