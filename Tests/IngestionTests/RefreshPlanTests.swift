import RAGCore
import Testing

@testable import Ingestion

@Suite struct RefreshPlanTests {
    private static let model = EmbeddingModel(name: "m")

    private func print(_ hash: String, recipe: String = "r", model: EmbeddingModel = model) -> DocumentFingerprint {
        DocumentFingerprint(contentHash: hash, recipe: recipe, model: model)
    }

    @Test("what is new, other, equal and gone is told apart")
    func kinds() {
        let plan = RefreshPlan(
            current: [
                "new": print("1"), "bytes": print("2"), "recipe": print("3", recipe: "r2"),
                "model": print("4", model: EmbeddingModel(name: "m", dimensions: 256)), "same": print("5"),
            ],
            stored: [
                "bytes": print("0"), "recipe": print("3"), "model": print("4"), "same": print("5"), "gone": print("6"),
            ]
        )
        #expect(plan.added == ["new"])
        #expect(plan.changed == ["bytes", "model", "recipe"])
        #expect(plan.unchanged == ["same"])
        #expect(plan.removed == ["gone"])
        #expect(plan.toRead == ["bytes", "model", "new", "recipe"])
    }

    @Test("what may still be there is not removed")
    func unreadable() {
        let plan = RefreshPlan(current: [:], stored: ["a": print("1"), "b": print("2")]) { $0 == "a" }
        #expect(plan.removed == ["b"])
    }

    @Test(
        "more than 30% and more than 5 removals are refused",
        arguments: [(5, 0, false), (6, 0, true), (6, 14, false), (6, 13, true), (300, 1000, false)]
    )
    func removals(gone: Int, kept: Int, isRefused: Bool) {
        let all = Dictionary(uniqueKeysWithValues: (0..<gone + kept).map { ("\($0)", print("h")) })
        let plan = RefreshPlan(current: all.filter { Int($0.key) ?? 0 >= gone }, stored: all)
        #expect(isRefused == ((try? plan.guardRemovals()) == nil))
    }
}
