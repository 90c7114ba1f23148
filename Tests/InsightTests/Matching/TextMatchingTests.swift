import RAGCore
import TestSupport
import Testing

@testable import Insight

@Suite struct TextMatchingTests {
    private static let subjects = [
        "refund", "parcel", "invoice", "password", "warranty", "voucher", "battery", "address", "colour", "insurance",
    ]

    /// A side whose texts lie in the directions of their subjects, shifted by a vector of its own.
    private func side(_ subjects: [Int], shift: Float, words: Bool = true, seed: UInt64 = 1) -> TextMatching.Side {
        var random = SeededRandom(seed: seed)
        let rows = subjects.flatMap { subject -> [Float] in
            var row = (0..<64).map { _ in Float.random(in: -0.15...0.15, using: &random) }
            row[subject % 60] += 1
            row[63] += shift
            return row
        }
        return TextMatching.Side(
            texts: subjects.map { words ? "about \(Self.subjects[$0 % 10])" : "text" },
            languages: subjects.map { _ in .english },
            vectors: VectorTable(components: rows, dimensions: 64).scaledToUnitLength()
        )
    }

    @Test("each entry finds its counterpart although the sides differ as a whole")
    func counterparts() throws {
        let matches = try TextMatching(
            side(Array(0..<10), shift: 2),
            with: side([3, 1, 4, 0, 5, 9, 2, 6, 8, 7], shift: -2)
        )
        .matches(count: 3)
        #expect(matches.map { $0.counterparts[0].position } == [3, 1, 6, 0, 2, 4, 7, 9, 8, 5])
        #expect(
            matches.allSatisfy { $0.counterparts.count == 3 && $0.counterparts[0].score > $0.counterparts[1].score }
        )
    }

    @Test("words decide where meanings are equally near")
    func words() throws {
        let entries = TextMatching.Side(
            texts: ["the WP-600", "the KX-220"],
            languages: [.english, .english],
            vectors: VectorTable(components: [1, 0, 1, 0], dimensions: 2)
        )
        let passages = TextMatching.Side(
            texts: ["KX-220 grinds beans", "WP-600 cleans water"],
            languages: [.english, .english],
            vectors: VectorTable(components: [1, 0, 1, 0], dimensions: 2)
        )
        let matches = try TextMatching(entries, with: passages).matches(count: 1)
        #expect(matches.map { $0.counterparts[0].position } == [1, 0])
    }

    @Test("entries whose counterpart was removed are found out")
    func missing() throws {
        let subjects = Array(0..<60)
        let kept = subjects.filter { $0 % 3 != 1 }
        let matches = try TextMatching(
            side(subjects, shift: 0, words: false),
            with: side(kept, shift: 0, words: false, seed: 2)
        )
        .matches(count: 1)
        let found = Set(matches.indices.filter { matches[$0].isFound })
        #expect(found.symmetricDifference(kept).count <= 3)
        #expect(matches.allSatisfy { ($0.strength >= 0) == $0.isFound })
    }

    @Test("an empty side has no counterparts, and a single entry gets its best one")
    func small() throws {
        let none = TextMatching.Side(texts: [], languages: [], vectors: VectorTable([]))
        #expect(try TextMatching(side([1, 2], shift: 0), with: none).matches(count: 2).allSatisfy { !$0.isFound })
        #expect(try TextMatching(none, with: side([1, 2], shift: 0)).matches(count: 2).isEmpty)
        let one = try TextMatching(side([2], shift: 0), with: side([1, 2], shift: 0)).matches(count: 5)
        #expect(one[0].counterparts.map(\.position) == [1, 0] && one[0].isFound && !one[0].strength.isFinite)
        let other = try TextMatching(side([2], shift: 0), with: side([1], shift: 0)).matches(count: 5)
        #expect(!other[0].isFound, "a partner on the other side of the mean is none")
    }

    @Test("the mean of the nearest is that of the greatest numbers of a column")
    func nearness() {
        var table = NearnessOfColumns(columns: 2, kept: 2)
        for row: [Float] in [[1, 9], [5, 1], [3, 2], [4, 0]] { table.add(row) }
        #expect(table.means == [4.5, 5.5])
        #expect(NearnessOfColumns.mean(of: [2, 8, 4, 6], kept: 3) == 6)
        #expect(NearnessOfColumns(columns: 1, kept: 2).means == [0])
    }

    @Test("a rare word outranks a frequent one, and more of it helps less in a long text")
    func keywords() {
        let table = KeywordTable(["pump pump seal", "pump valve", "pump", String(repeating: "pump ", count: 40)])
        let scores = table.scores(of: "valve of the pump")
        #expect(scores.indices.max { scores[$0] < scores[$1] } == 1)
        #expect(table.scores(of: "nothing") == [0, 0, 0, 0])
        #expect(KeywordTable(["退款政策", "运费说明"]).scores(of: "怎么退款")[0] > 0)
    }
}
