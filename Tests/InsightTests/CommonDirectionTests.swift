import RAGCore
import Testing

@testable import Insight

@Suite struct CommonDirectionTests {
    private func embedding(_ components: Float...) -> Embedding {
        Embedding(normalizing: components) ?? Embedding(unitLength: components)
    }

    @Test("without any embedding there is no common direction")
    func none() {
        #expect(CommonDirection(of: [], background: [], weight: 1) == nil)
    }

    @Test("the mean is removed; an embedding that equals it stays")
    func removed() throws {
        let (x, y) = (embedding(1, 0), embedding(0, 1))
        let common = try #require(CommonDirection(of: [x, y], background: [], weight: 5))
        // The mean is (½, ½).
        let rest = common.removed(from: x)
        #expect(abs((rest.cosine(to: embedding(1, -1)) ?? 0) - 1) < 1e-5)
        let alone = try #require(CommonDirection(of: [x], background: [], weight: 5))
        #expect(alone.removed(from: x) == x)
    }

    @Test("the background counts as many texts as its weight, however many it has")
    func background() throws {
        let (x, y) = (embedding(1, 0), embedding(0, 1))
        // Three texts at x, the background as three at y: the mean is (½, ½) again.
        let common = try #require(CommonDirection(of: [x, x, x], background: [y, y], weight: 3))
        #expect(abs((common.removed(from: x).cosine(to: embedding(1, -1)) ?? 0) - 1) < 1e-5)
        let only = try #require(CommonDirection(of: [], background: [y], weight: 3))
        #expect(abs((only.removed(from: x).cosine(to: embedding(1, -1)) ?? 0) - 1) < 1e-5)
    }
}
