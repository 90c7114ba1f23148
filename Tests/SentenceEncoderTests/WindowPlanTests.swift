import Testing

@testable import SentenceEncoder

@Suite("Window plan")
struct WindowPlanTests {
    @Test("every token of every text is in exactly one window", arguments: [1, 2, 3, 8])
    func coverage(threads: Int) {
        let counts = [0, 1, 3, 509, 510, 511, 1020, 4000, 7]
        let plan = WindowPlan(tokenCounts: counts, window: 510, budget: 576, threads: threads)
        var covered = counts.map { [Bool](repeating: false, count: $0) }
        var texts = Set<Int>()
        for window in plan.groups.joined() {
            texts.insert(window.text)
            for token in window.tokens {
                #expect(!covered[window.text][token])
                covered[window.text][token] = true
            }
        }
        #expect(covered.joined().allSatisfy { $0 })
        #expect(texts.count == counts.count)
    }

    @Test("a group holds no more than its budget unless it is one window")
    func budget() {
        let plan = WindowPlan(
            tokenCounts: Array(repeating: 138, count: 50) + [900],
            window: 510,
            budget: 420,
            threads: 2
        )
        for group in plan.groups {
            #expect(group.count == 1 || group.reduce(0) { $0 + $1.length } <= 420)
        }
        #expect(plan.groups.contains { $0.count == 3 })
    }

    @Test("a few texts are divided among the threads")
    func shares() {
        let plan = WindowPlan(tokenCounts: [98, 98, 98, 98], window: 510, budget: 576, threads: 2)
        #expect(plan.groups.map(\.count) == [2, 2])
    }

    @Test("no texts give no groups")
    func nothing() {
        #expect(WindowPlan(tokenCounts: [], window: 510, budget: 576, threads: 2).groups.isEmpty)
    }

    @Test("a long text is cut at multiples of the window, and its rest is a window of its own")
    func cuts() {
        let plan = WindowPlan(tokenCounts: [0, 4, 5, 9], window: 4, budget: 100, threads: 1)
        let windows = plan.groups.joined().sorted { ($0.text, $0.tokens.lowerBound) < ($1.text, $1.tokens.lowerBound) }
        #expect(windows.map(\.text) == [0, 1, 2, 2, 3, 3, 3])
        #expect(windows.map(\.tokens) == [0..<0, 0..<4, 0..<4, 4..<5, 0..<4, 4..<8, 8..<9])
        #expect(windows.map(\.length) == [2, 6, 6, 3, 6, 6, 3], "a window has two marks in the network")
    }

    @Test("windows of about the same length share a group, the longest first")
    func order() {
        let plan = WindowPlan(tokenCounts: [1, 9, 2, 8], window: 10, budget: 21, threads: 1)
        #expect(plan.groups.map { $0.map(\.length) } == [[11, 10], [4, 3]])
        #expect(plan.groups.map { $0.map(\.text) } == [[1, 3], [2, 0]])
    }

    @Test("a group may fill its budget to the last token", arguments: [(20, 2), (19, 3)])
    func exactBudget(budget: Int, groups: Int) {
        let plan = WindowPlan(tokenCounts: [8, 8, 8], window: 10, budget: budget, threads: 1)
        #expect(plan.groups.count == groups)
    }
}
