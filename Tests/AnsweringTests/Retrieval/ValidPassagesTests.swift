import RAGCore
import Synchronization
import Testing

@testable import Answering

@Suite("Passages that are valid on the day of a question")
struct ValidPassagesTests {
    /// An index of 20 chunks, the best first, of which those with even numbers are not valid in November.
    private struct Numbers: VectorIndex, KeywordIndex, PassageValidity {
        func nearest(to query: Embedding, limit: Int, atLeast: Float, where: SearchFilter) async throws -> [SearchHit] {
            []
        }

        func scores(nearestTo query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [VectorHit] {
            (1...20).prefix(limit).map { VectorHit(chunkID: $0, score: 1 / Float($0)) }
        }

        func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit] { [] }

        func matching(_ question: String, limit: Int, where filter: SearchFilter) async throws -> [KeywordHit] {
            (1...20).prefix(limit).map { KeywordHit(chunkID: $0, score: 1 / Float($0), coverage: 1) }
        }

        func chunksNotValid(on day: String) async throws -> Set<Int64> {
            day.hasPrefix("2026-11") ? Set((1...10).map { $0 * 2 }) : []
        }
    }

    @Test("as many as wanted are found, whatever number is not valid", arguments: [1, 4, 10])
    func enough(limit: Int) async throws {
        let numbers = Numbers()
        let vectors = ValidVectors(numbers, validity: numbers) { "2026-11-30" }
        let keywords = ValidKeywords(numbers, validity: numbers) { "2026-11-30" }
        let odd = (0..<limit).map { Int64($0 * 2 + 1) }
        let query = Embedding(unitLength: [1])
        #expect(try await vectors.scores(nearestTo: query, limit: limit, where: .all).map(\.chunkID) == odd)
        #expect(try await keywords.matching("", limit: limit, where: .all).map(\.chunkID) == odd)
    }

    @Test("the day of the question decides")
    func day() async throws {
        let numbers = Numbers()
        let vectors = ValidVectors(numbers, validity: numbers) { "2026-12-01" }
        let query = Embedding(unitLength: [1])
        #expect(try await vectors.scores(nearestTo: query, limit: 3, where: .all).map(\.chunkID) == [1, 2, 3])
    }

    /// A source that counts how often it is asked.
    private final class Counted: PassageValidity {
        let asked = Mutex(0)

        func chunksNotValid(on day: String) async throws -> Set<Int64> {
            asked.withLock { $0 += 1 }
            return [Int64(day.suffix(2)) ?? 0]
        }
    }

    @Test("many questions of one moment ask the source once, and another day is asked again")
    func remembered() async throws {
        let base = Counted()
        let validity = RememberedValidity(base)
        let start = ContinuousClock.now
        for _ in 0..<100 { #expect(try await validity.chunksNotValid(on: "2026-11-30") == [30]) }
        // A busy machine may take longer than the second for which an answer is kept.
        if ContinuousClock.now - start < .seconds(1) { #expect(base.asked.withLock { $0 } == 1) }
        #expect(try await validity.chunksNotValid(on: "2026-12-01") == [1])
    }
}
