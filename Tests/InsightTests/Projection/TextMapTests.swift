import Foundation
import RAGCore
import TestSupport
import Testing

@testable import Insight

@Suite struct TextMapTests {
    /// Texts about a few subjects, each a direction with noise.
    private func texts(_ subjects: Int, each: Int) -> (records: [TextRecord], vectors: VectorTable) {
        var random = SeededRandom(seed: 7)
        var records: [TextRecord] = []
        var components: [Float] = []
        for subject in 0..<subjects {
            for number in 0..<each {
                records.append(TextRecord("subject \(subject), text number \(number)", place: "\(records.count)"))
                components += (0..<32).map { ($0 == subject ? 1 : 0) + Float.random(in: -0.12...0.12, using: &random) }
            }
        }
        let table = VectorTable(components: components, dimensions: 32).scaledToUnitLength()
        return (records, table)
    }

    private func place(_ map: TextMap, _ text: Int) -> SIMD2<Float> {
        SIMD2(map.places[2 * text], map.places[2 * text + 1])
    }

    @Test("texts of one subject lie together")
    func neighbourhoods() async throws {
        let (records, vectors) = texts(6, each: 40)
        let map = try await TextMap(of: records, vectors: vectors)
        var right = 0
        for text in records.indices {
            let nearest = records.indices.filter { $0 != text }.min { one, other in
                let (a, b) = (place(map, one) - place(map, text), place(map, other) - place(map, text))
                return (a * a).sum() < (b * b).sum()
            }
            if nearest.map({ $0 / 40 == text / 40 }) == true { right += 1 }
        }
        #expect(right >= records.count * 98 / 100)
        #expect(map.coordinates.width == 32 && map.coordinates.values.count == records.count * 32)
    }

    @Test("the map does not depend on the order of the texts, and two runs are equal")
    func order() async throws {
        var (records, vectors) = texts(4, each: 25)
        records[3] = TextRecord("Subject 0, text number 2?", place: "3")
        let map = try await TextMap(of: records, vectors: vectors)
        #expect(try await TextMap(of: records, vectors: vectors) == map)
        var random = SeededRandom(seed: 3)
        let order = Array(records.indices).shuffled(using: &random)
        let shuffled = try await TextMap(of: order.map { records[$0] }, vectors: vectors.rows(order))
        let width = map.coordinates.width
        for (place, text) in order.enumerated() where text != 2 && text != 3 {
            #expect(self.place(shuffled, place) == self.place(map, text))
            #expect(
                shuffled.coordinates.values[(place * width)..<((place + 1) * width)]
                    == map.coordinates.values[(text * width)..<((text + 1) * width)]
            )
        }
    }

    @Test("equal texts, and those that differ in case and punctuation only, share a place and are counted")
    func equalTexts() async throws {
        var (records, vectors) = texts(3, each: 10)
        records[4] = TextRecord("SUBJECT 0, text number 2!", place: "4")
        vectors = vectors.rows((0..<30).map { $0 == 4 ? 2 : $0 })
        let map = try await TextMap(of: records, vectors: vectors)
        #expect(place(map, 4) == place(map, 2))
        #expect(Set([map.ranks[2], map.ranks[4]]) == [0, 1])
        #expect(map.ranks.reduce(0, +) == 1)
    }

    @Test("few or equal texts have a map as well", arguments: [0, 1, 2, 3])
    func fewTexts(_ count: Int) async throws {
        let (all, vectors) = texts(3, each: 1)
        let map = try await TextMap(of: Array(all.prefix(count)), vectors: vectors.rows(0..<count))
        #expect(map.places.count == 2 * count && map.places.allSatisfy(\.isFinite))
        let equal = (0..<count).map { TextRecord("the same", place: "\($0)") }
        let same = try await TextMap(of: equal, vectors: vectors.rows((0..<count).map { _ in 0 }))
        #expect(same.coordinates.width == 0 && same.places.allSatisfy { $0 == 0 })
        #expect(same.ranks == (0..<count).map(Int32.init))
    }

    @Test("texts of two languages about one subject meet")
    func languages() async throws {
        let (english, vectors) = texts(3, each: 20)
        let chinese = english.indices.map { TextRecord("第\($0 / 20)个话题的第\($0 % 20)句话", place: "\($0)") }
        // The vectors of a language have a large part in common.
        let moved = vectors.components.enumerated().map { $0 % 32 == 31 ? $1 + 2 : $1 }
        let other = VectorTable(components: moved, dimensions: 32).scaledToUnitLength()
        let both = VectorTable(components: vectors.components + other.components, dimensions: 32)
        let map = try await TextMap(of: english + chinese, vectors: both)
        func centre(_ texts: Range<Int>) -> SIMD2<Float> {
            texts.reduce(SIMD2<Float>.zero) { $0 + place(map, $1) } / Float(texts.count)
        }
        for subject in 0..<3 {
            let own = centre((subject * 20)..<(subject * 20 + 20))
            let nearest = (0..<3).min { one, two in
                let a = centre((60 + one * 20)..<(80 + one * 20)) - own
                let b = centre((60 + two * 20)..<(80 + two * 20)) - own
                return (a * a).sum() < (b * b).sum()
            }
            #expect(nearest == subject)
        }
    }

    @Test("a cancelled map stops")
    func cancellation() async {
        let (records, vectors) = texts(4, each: 30)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await TextMap(of: records, vectors: vectors)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
