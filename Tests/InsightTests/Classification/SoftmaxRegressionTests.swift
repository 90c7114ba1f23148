import Foundation
import RAGCore
import TestSupport
import Testing

@testable import Insight

@Suite("A softmax regression")
struct SoftmaxRegressionTests {
    @Test("its gradient is that of its value")
    func gradient() throws {
        var random = SeededRandom(seed: 3)
        let table = VectorTable(
            components: (0..<60).map { _ in Float.random(in: -1...1, using: &random) },
            dimensions: 5
        )
        let labels = (0..<12).map { $0 % 3 }
        let objective = SoftmaxObjective(table, labels: labels, classes: 3, inverse: 2)
        let point = (0..<18).map { _ in Double.random(in: -1...1, using: &random) }
        var (gradient, ignored) = ([Double](repeating: 0, count: 18), [Double](repeating: 0, count: 18))
        _ = objective.value(at: point, gradient: &gradient)
        for index in point.indices {
            var (up, down) = (point, point)
            up[index] += 1e-2
            down[index] -= 1e-2
            let slope =
                (objective.value(at: up, gradient: &ignored) - objective.value(at: down, gradient: &ignored)) / 2e-2
            #expect(abs(slope - gradient[index]) < 2e-4, "component \(index)")
        }
    }

    @Test("it separates classes that can be separated, and a weaker penalty makes it surer")
    func separates() throws {
        let table = VectorTable(components: [1, 0, 0.9, 0.1, 0, 1, 0.1, 0.9, -1, -1, -0.9, -1], dimensions: 2)
        let labels = [0, 0, 1, 1, 2, 2]
        let sure = try SoftmaxRegression(table, labels: labels, classes: 3, inverse: 100)
        let shy = try SoftmaxRegression(table, labels: labels, classes: 3, inverse: 0.1)
        for (row, label) in labels.enumerated() {
            let scores = sure.logits(table)[(row * 3)..<(row * 3 + 3)]
            #expect(scores.firstIndex(of: scores.max() ?? 0) == row * 3 + label)
        }
        #expect((sure.weights.map(abs).max() ?? 0) > 2 * (shy.weights.map(abs).max() ?? 0))
    }

    @Test("more rows than one block give the same weights as their order reversed")
    func blocks() throws {
        var random = SeededRandom(seed: 9)
        let count = 2_500
        let rows = (0..<count).map { row in
            (0..<4).map { Float.random(in: -1...1, using: &random) + (row % 2 == $0 ? 1 : 0) }
        }
        let labels = (0..<count).map { $0 % 2 }
        let one = try SoftmaxRegression(
            VectorTable(components: rows.flatMap(\.self), dimensions: 4),
            labels: labels,
            classes: 2
        )
        let other = try SoftmaxRegression(
            VectorTable(components: rows.reversed().flatMap(\.self), dimensions: 4),
            labels: labels.reversed(),
            classes: 2
        )
        for (a, b) in zip(one.weights, other.weights) { #expect(abs(a - b) < 1e-2) }
    }
}
