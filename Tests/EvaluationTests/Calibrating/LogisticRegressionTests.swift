import Foundation
import Testing

@testable import Evaluation

@Suite struct LogisticRegressionTests {
    @Test("without cases the prior weights stay; many cases replace them")
    func prior() {
        let none = LogisticRegression(rows: [], labels: [], prior: [1, -2])
        #expect(none.weights == [1, -2])
        let rows = (0..<400).map { [1, Double($0) / 400] }
        let fitted = LogisticRegression(rows: rows, labels: rows.map { $0[1] > 0.5 }, prior: [0, 0])
        #expect(abs(fitted.weights[0] / fitted.weights[1] + 0.5) < 0.02)
    }

    @Test("both labels have the same total weight, so that the rarer one moves the bias as much")
    func balance() {
        // One positive and nine negative cases with equal features: the chance is one half.
        let rows = Array(repeating: [1.0], count: 10)
        let fitted = LogisticRegression(rows: rows, labels: [true] + Array(repeating: false, count: 9), prior: [0])
        #expect(abs(fitted.weights[0]) < 1e-6)
    }

    @Test("the weights minimise the penalised loss")
    func optimum() {
        // One feature, two cases: the gradient (w - prior) - 2 · σ(-w) is zero at the weight.
        let fitted = LogisticRegression(rows: [[1], [-1]], labels: [true, false], prior: [0.5])
        let weight = fitted.weights[0]
        #expect(abs((weight - 0.5) - 2 / (1 + exp(weight))) < 1e-6)
        let strong = LogisticRegression(rows: [[1], [-1]], labels: [true, false], prior: [0.5], strength: 10)
        #expect(abs(10 * (strong.weights[0] - 0.5) - 2 / (1 + exp(strong.weights[0]))) < 1e-6)
    }

    @Test("features that say the same share the effect")
    func dependent() {
        let rows = (0..<40).map { [Double($0) / 40, Double($0) / 40] }
        let fitted = LogisticRegression(rows: rows, labels: rows.map { $0[0] > 0.5 }, prior: [0, 0])
        #expect(abs(fitted.weights[0] - fitted.weights[1]) < 1e-6 && fitted.weights[0] > 0)
    }
}
