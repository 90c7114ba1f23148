import CLinearAlgebra
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

    /// The number of earlier steps from which L-BFGS learns the curvature. With 40 it needs a fifth fewer steps than
    /// with
    /// 10, and they cost next to nothing beside the products.
    private static let corrections: Int32 = 40

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
                Self.corrections,
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
