import Foundation

/// A logistic regression fitted by Newton's method, with a ridge penalty on the distance from known weights (Hastie,
/// Tibshirani and Friedman, 2009, section 4.4). A few dozen cases move the weights a little, many cases determine
/// them.
struct LogisticRegression: Sendable {
    /// One weight for each feature.
    let weights: [Double]

    private static let steps = 50

    /// Fits the weights. `rows` and `labels` have the same order, and every row has as many features as `prior`. With
    /// `strength` 1, moving a weight by an effect of one standard deviation costs half the weight of one case.
    init(rows: [[Double]], labels: [Bool], prior: [Double], strength: Double = 1) {
        let width = prior.count
        let scales = (0..<width).map { feature in
            let values = rows.map { $0[feature] }
            let mean = values.reduce(0, +) / Double(max(values.count, 1))
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(values.count, 1))
            return variance > 1e-9 ? variance : 1
        }
        // Both labels have the same total weight, however many cases each has.
        let half = Double(labels.count) / 2
        let positive = half / Double(max(labels.count { $0 }, 1)),
            negative = half / Double(max(labels.count { !$0 }, 1))
        let cases = zip(rows, labels).map { (row: $0, label: $1, share: $1 ? positive : negative) }

        func logOdds(_ row: [Double], _ weights: [Double]) -> Double {
            zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }
        }
        func loss(_ weights: [Double]) -> Double {
            let penalty = (0..<width).reduce(0.0) {
                $0 + strength * scales[$1] * (weights[$1] - prior[$1]) * (weights[$1] - prior[$1]) / 2
            }
            return cases.reduce(penalty) { sum, this in
                let odds = (this.label ? -1 : 1) * logOdds(this.row, weights)
                return sum + this.share * (max(odds, 0) + log1p(exp(-abs(odds))))
            }
        }

        var weights = prior
        for _ in 0..<Self.steps {
            var gradient = (0..<width).map { strength * scales[$0] * (weights[$0] - prior[$0]) }
            var curvature = (0..<width).map { row in
                (0..<width).map { $0 == row ? strength * scales[row] : 0 }
            }
            for this in cases {
                let chance = 1 / (1 + exp(-logOdds(this.row, weights)))
                let error = this.share * (chance - (this.label ? 1 : 0))
                let bend = this.share * chance * (1 - chance)
                for i in 0..<width {
                    gradient[i] += error * this.row[i]
                    for j in 0..<width { curvature[i][j] += bend * this.row[i] * this.row[j] }
                }
            }
            guard var step = Self.solve(curvature, gradient) else { break }
            // Far from the optimum a full step may increase the loss.
            let before = loss(weights)
            while loss(zip(weights, step).map(-)) > before, step.contains(where: { abs($0) > 1e-9 }) {
                step = step.map { $0 / 2 }
            }
            weights = zip(weights, step).map(-)
            if step.allSatisfy({ abs($0) < 1e-8 }) { break }
        }
        self.weights = weights
    }

    /// Solves the equations by Gaussian elimination with pivots; returns nil if the matrix is singular.
    private static func solve(_ matrix: [[Double]], _ values: [Double]) -> [Double]? {
        var rows = zip(matrix, values).map { $0 + [$1] }
        let count = rows.count
        for column in 0..<count {
            guard let pivot = (column..<count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
                abs(rows[pivot][column]) > 1e-12
            else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<count where row != column {
                let factor = rows[row][column] / rows[column][column]
                guard factor != 0 else { continue }
                for index in column...count { rows[row][index] -= factor * rows[column][index] }
            }
        }
        return (0..<count).map { rows[$0][count] / rows[$0][$0] }
    }
}
