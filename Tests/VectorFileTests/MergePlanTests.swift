import Testing

@testable import VectorFile

@Suite("Merge plans")
struct MergePlanTests {
    private func plan(_ sizes: (rows: Int, alive: Int)...) -> MergePlan {
        MergePlan(sizes.map { .init(rows: $0.rows, alive: $0.alive) })
    }

    @Test("a small segment beside a large one is not merged")
    func small() {
        #expect(plan((100_000, 100_000), (100, 100)).merged.isEmpty)
        #expect(plan((100_000, 100_000)).merged.isEmpty)
        #expect(plan().merged.isEmpty)
    }

    @Test("segments of similar size are merged, and a larger one joins if it is less than twice their sum")
    func chain() {
        #expect(plan((100_000, 100_000), (100, 100), (100, 100)).merged == [1, 2])
        #expect(plan((300, 300), (100, 100), (100, 100)).merged == [0, 1, 2])
        #expect(plan((400, 400), (100, 100), (100, 100)).merged == [1, 2])
    }

    @Test("a segment that lost more than a quarter is rewritten, an empty one is dropped")
    func thin() {
        #expect(plan((100, 75)).merged.isEmpty)
        #expect(plan((100, 74)).merged == [0])
        #expect(plan((100, 0), (10, 10)) == plan((100, 0), (10, 10)))
        #expect(plan((100, 0), (10, 10)).dropped == [0])
        #expect(plan((100, 0), (10, 10)).merged.isEmpty)
    }
}
