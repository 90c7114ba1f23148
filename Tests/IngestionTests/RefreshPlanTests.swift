import RAGCore
import Testing

@testable import Ingestion

@Suite struct RefreshPlanTests {
    private func print(_ hash: String, recipe: String = "r") -> DocumentFingerprint {
        DocumentFingerprint(contentHash: hash, recipe: recipe)
    }

    /// Creates a plan from documents given as path and content.
    private func plan(_ current: [String: String], _ stored: [String: String]) -> RefreshPlan {
        RefreshPlan(current: current.mapValues { print($0) }, stored: stored.mapValues { print($0) })
    }

    @Test("new, changed, equal and removed documents are distinguished")
    func kinds() {
        let plan = RefreshPlan(
            current: ["new": print("1"), "bytes": print("2"), "recipe": print("3", recipe: "r2"), "same": print("5")],
            stored: ["bytes": print("0"), "recipe": print("3"), "same": print("5"), "gone": print("6")]
        )
        #expect(plan.added == ["new"])
        #expect(plan.changed == ["bytes", "recipe"])
        #expect(plan.unchanged == ["same"])
        #expect(plan.removed == ["gone"] && plan.gone == ["gone"])
        #expect(plan.toRead == ["bytes", "new", "recipe"])
        #expect(plan.moved.isEmpty && !plan.isEmpty)
    }

    @Test("a document that may still exist is neither removed nor moved")
    func unreadable() {
        let plan = RefreshPlan(
            current: ["c": print("1")],
            stored: ["a": print("1"), "b": print("2")]
        ) { $0 == "a" }
        #expect(plan.removed == ["b"] && plan.unseen == ["a"] && plan.added == ["c"] && plan.moved.isEmpty)
    }

    @Test("a document at another path counts as moved")
    func moved() {
        #expect(plan(["x/a": "1"], ["a": "1"]).moved == ["a": "x/a"])
        let chain = plan(["b": "1", "c": "2"], ["a": "1", "b": "2"])
        #expect(chain.moved == ["a": "b", "b": "c"] && chain.toRead.isEmpty && chain.removed.isEmpty)
        let swap = plan(["a": "2", "b": "1"], ["a": "1", "b": "2"])
        #expect(swap.moved == ["a": "b", "b": "a"] && swap.toRead.isEmpty)
        let edited = plan(["a": "new", "b": "1"], ["a": "1"])
        #expect(edited.moved == ["a": "b"] && edited.added == ["a"] && edited.changed.isEmpty)
    }

    @Test("each of several equal documents moves once, preferably to the same file name")
    func equalDocuments() {
        let plan = plan(["x/b": "1", "x/a": "1", "x/c": "1"], ["a": "1", "b": "1"])
        #expect(plan.moved == ["a": "x/a", "b": "x/b"] && plan.added == ["x/c"])
        #expect(self.plan(["a": "1", "b": "1"], ["a": "1"]).added == ["b"])
        #expect(self.plan(["b": "1"], ["a": "1", "b": "1"]).removed == ["a"])
    }

    @Test("a document may move over another one, which is then gone")
    func movedOver() {
        let plan = plan(["b": "1"], ["a": "1", "b": "2"])
        #expect(plan.moved == ["a": "b"] && plan.toRead.isEmpty && plan.removed.isEmpty)
    }

    @Test("a document titled by its file name is read again under a new name and does not count as gone")
    func renamed() {
        let plan = RefreshPlan(
            current: ["new": print("1"), "x/same": print("2")],
            stored: ["old": print("1"), "same": print("2")],
            hasOwnTitle: { _ in false }
        )
        #expect(plan.moved == ["same": "x/same"] && plan.added == ["new"] && plan.removed == ["old"])
        #expect(plan.gone.isEmpty)
    }

    @Test(
        "removals of more than 30% and more than 2 documents are refused",
        arguments: [(2, 0, false), (3, 0, true), (6, 14, false), (6, 13, true), (300, 1000, false)]
    )
    func removals(gone: Int, kept: Int, isRefused: Bool) {
        let all = Dictionary(uniqueKeysWithValues: (0..<gone + kept).map { ("\($0)", print("h\($0)")) })
        let plan = RefreshPlan(current: all.filter { Int($0.key) ?? 0 >= gone }, stored: all)
        #expect(isRefused == (plan.refusal() != nil))
        #expect(plan.refusal(share: 1) == nil)
    }

    @Test("documents that moved do not count as removed")
    func movesAreNoRemovals() {
        let stored = Dictionary(uniqueKeysWithValues: (0..<20).map { ("\($0)", print("h\($0)")) })
        let current = Dictionary(uniqueKeysWithValues: stored.map { ("x/" + $0.key, $0.value) })
        let plan = RefreshPlan(current: current, stored: stored)
        #expect(plan.moved.count == 20 && plan.removed.isEmpty)
        #expect(plan.refusal() == nil)
    }

    @Test("carrying out a plan on any folder ends with the folder's documents")
    func anyChanges() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            func folder() -> [String: String] {
                (0..<Int.random(in: 0..<6, using: &random)).reduce(into: [:]) { folder, _ in
                    let path = ["a", "b", "c", "x/a", "x/b"].randomElement(using: &random) ?? ""
                    folder[path] = String(Int.random(in: 0..<4, using: &random))
                }
            }
            let (current, stored) = (folder(), folder())
            let plan = plan(current, stored)
            var result = stored
            for path in plan.gone { result[path] = nil }
            let before = result
            for path in plan.moved.keys { result[path] = nil }
            for (old, new) in plan.moved { result[new] = before[old] }
            for path in plan.toRead { result[path] = current[path] }
            for path in plan.removed where !plan.gone.contains(path) { result[path] = nil }
            #expect(result == current)
            #expect(plan.unchanged.allSatisfy { current[$0] == stored[$0] })
        }
    }
}
