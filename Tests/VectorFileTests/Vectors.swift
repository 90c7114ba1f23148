import CVectorKernels
import Foundation
import RAGCore

@testable import VectorFile

/// A generator of the same pseudorandom numbers at every run (a linear congruential one with Knuth's MMIX constants).
struct Noise {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func bits() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 24
    }
    /// Returns a number in -1...1; the middle is more likely than the ends.
    mutating func next() -> Float {
        let bits = bits()
        return Float(Int32(bits & 0xFFFF) + Int32(bits >> 16 & 0xFFFF) - 0xFFFF) / 0xFFFF
    }
    mutating func below(_ limit: Int) -> Int { Int(bits() % UInt64(limit)) }
}

/// The kinds of vectors that searches meet.
enum Kind: String, CaseIterable, Sendable {
    case random, clustered, duplicates, negative, narrow, outlier, nearZero, scaled

    func vectors(_ count: Int, dimensions: Int, seed: UInt64 = 1) -> [Embedding] {
        var noise = Noise(seed: seed)
        func random() -> [Float] { (0..<dimensions).map { _ in noise.next() } }
        let centres = (0..<8).map { _ in random() }
        return (0..<count).map { number in
            var vector = random()
            switch self {
            case .random, .nearZero, .scaled: break
            case .clustered: vector = zip(vector, centres[noise.below(8)]).map { $0 * 0.3 + $1 }
            case .duplicates: vector = centres[noise.below(8)]
            case .negative: vector = vector.map { -abs($0) }
            // Like those of embedding models: all in one narrow cone.
            case .narrow: vector = zip(vector, centres[0]).map { $0 * 0.2 + $1 }
            case .outlier: vector[number % min(3, dimensions)] = 20
            }
            switch self {
            case .nearZero:
                let scale: Float = [0, 1e-30, 1e-20, 1][number % 4]
                return Embedding(unitLength: vector.map { $0 * scale })
            case .scaled: return Embedding(unitLength: vector.map { $0 * Float(number % 7) * 100 })
            default: return Embedding(normalizing: vector) ?? Embedding(unitLength: vector)
            }
        }
    }
}

/// Returns what a search must find: all products, computed with the portable `vk_products`, best first, equal ones by
/// ID.
func bruteForce(_ query: Embedding, _ vectors: [(Int64, Embedding)], limit: Int) -> [VectorMatch] {
    let row = [vk_candidate(row: 0, upper: 0)]
    var score: [Float] = [0]
    let all = vectors.map { id, vector in
        vk_products(VK_PORTABLE, query.components, vector.components, Int32(vector.dimensions), row, 1, &score)
        return VectorMatch(id: id, score: score[0])
    }
    return Array(all.sorted { ($1.score, $0.id) < ($0.score, $1.id) }.prefix(limit))
}

/// A folder that is deleted with its owner.
final class TemporaryFolder: Sendable {
    let url = FileManager.default.temporaryDirectory.appending(path: "kefu-vectors-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    /// The segment files in the folder.
    var segments: [URL] {
        get throws {
            try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
                .filter { $0.lastPathComponent.hasSuffix(SegmentName.suffix) }
        }
    }

    /// Builds a file of `vectors` in the folder.
    func build(_ vectors: [(Int64, Embedding)], dimensions: Int, revision: Int64 = 1) throws -> VectorFile {
        try writer(dimensions).rebuild(revision: revision) { builder in
            for (id, vector) in vectors { try builder.append(id, vector) }
        }
    }

    func writer(_ dimensions: Int) throws -> VectorFileWriter {
        guard let writer = try VectorFileWriter(url, of: .test(dimensions)) else { throw Locked() }
        return writer
    }

    func open(_ dimensions: Int) throws -> VectorFile { try VectorFile(url, of: .test(dimensions)) }

    struct Locked: Error {}
}

extension VectorSpace {
    static func test(_ dimensions: Int) -> VectorSpace {
        VectorSpace(model: "test", generation: 3, dimensions: dimensions)
    }
}

/// Returns `vectors` with IDs that leave gaps.
func numbered(_ vectors: [Embedding], from first: Int64 = 1) -> [(Int64, Embedding)] {
    vectors.enumerated().map { (first + Int64($0.offset) * 3, $0.element) }
}

extension VectorFile {
    /// A search of all vectors with the fastest kernel.
    func vectorSearch(_ query: Embedding, limit: Int) -> VectorSearch {
        VectorSearch(segments: segments, query: query.components, limit: limit, selection: nil, kernel: .fastest)
    }
}
