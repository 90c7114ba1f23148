import RAGCore
import Testing

@testable import Insight

@Suite struct AverageLinkageTests {
    /// Points on a circle, by angle in degrees.
    private func embeddings(_ angles: [Double]) -> [Embedding] {
        angles.map { angle in
            let radians = Float(angle * .pi / 180)
            return Embedding(normalizing: [cosine(radians), cosine(radians - .pi / 2)])
                ?? Embedding(unitLength: [1, 0])
        }
    }

    /// Computed by its series, because the standard library has no cosine.
    private func cosine(_ x: Float) -> Float {
        var term: Float = 1
        var sum: Float = 1
        for step in 1..<20 {
            term *= -x * x / Float((2 * step - 1) * 2 * step)
            sum += term
        }
        return sum
    }

    /// Merges the best pair of all repeatedly, which is the definition of average linkage.
    private func reference(_ embeddings: [Embedding], weights: [Int], threshold: Float) -> [[Int]] {
        var groups = embeddings.indices.map { [$0] }
        func similarity(_ a: [Int], _ b: [Int]) -> Float {
            var sum: Float = 0
            var pairs: Float = 0
            for i in a {
                for j in b {
                    let weight = Float(weights[i] * weights[j])
                    sum += weight * (embeddings[i].cosine(to: embeddings[j]) ?? 0)
                    pairs += weight
                }
            }
            return sum / pairs
        }
        while true {
            let pairs = groups.indices.flatMap { i in groups.indices.dropFirst(i + 1).map { (i, $0) } }
            guard
                let best = pairs.max(by: {
                    similarity(groups[$0.0], groups[$0.1]) < similarity(groups[$1.0], groups[$1.1])
                }),
                similarity(groups[best.0], groups[best.1]) >= threshold
            else { break }
            groups[best.0] += groups[best.1]
            groups.remove(at: best.1)
        }
        return groups.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }

    @Test("near texts are one group, others stay alone")
    func simple() async throws {
        let groups = try await AverageLinkage(threshold: 0.9).groups(
            of: embeddings([0, 90, 5, 180, 95, 3]),
            weights: [1, 1, 1, 1, 1, 1]
        )
        #expect(groups == [[0, 2, 5], [1, 4], [3]])
    }

    @Test("a chain of neighbours does not join texts that have nothing in common")
    func chain() async throws {
        let groups = try await AverageLinkage(threshold: 0.9)
            .groups(
                of: embeddings(stride(from: 0, to: 180, by: 10).map { $0 }),
                weights: Array(repeating: 1, count: 18)
            )
        #expect(groups.count > 2)
        #expect(groups.joined().sorted() == Array(0..<18))
    }

    @Test("no texts, one text and equal texts are grouped")
    func edges() async throws {
        let linkage = AverageLinkage(threshold: 0.99)
        #expect(try await linkage.groups(of: [], weights: []).isEmpty)
        #expect(try await linkage.groups(of: embeddings([7]), weights: [3]) == [[0]])
        #expect(try await linkage.groups(of: embeddings([7, 7, 7, 7]), weights: [1, 1, 1, 1]) == [[0, 1, 2, 3]])
    }

    @Test("chains of nearest neighbours give the same groups as merging the best pair repeatedly", arguments: 1...30)
    func agreesWithDefinition(seed: UInt64) async throws {
        var random = SplitMix(state: seed)
        let count = 12 + Int(seed)
        let embeddings = (0..<count).compactMap { _ in
            Embedding(normalizing: (0..<6).map { _ in Float(random.next() >> 40) / Float(1 << 23) - 0.8 })
        }
        let weights = (0..<count).map { _ in 1 + Int(random.next() % 4) }
        for threshold in [Float(-0.2), 0.2, 0.5, 0.8] {
            #expect(
                try await AverageLinkage(threshold: threshold).groups(of: embeddings, weights: weights)
                    == reference(embeddings, weights: weights, threshold: threshold)
            )
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
