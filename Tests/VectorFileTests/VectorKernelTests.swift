import CVectorKernels
import RAGCore
import Testing

@testable import VectorFile

/// Every level of this processor returns the same numbers as the portable one, which match their definition.
@Suite("Vector kernels")
struct VectorKernelTests {
    static let levels = VectorKernel.allCases.filter { $0.isAvailable && $0 != .portable }
    static let dimensions = [1, 2, 15, 16, 17, 63, 64, 65, 100, 384, 1000, 1536, 2000]

    @Test("codes of all levels are equal byte for byte", arguments: levels, Kind.allCases)
    func codes(kernel: VectorKernel, kind: Kind) {
        for dimensions in Self.dimensions {
            let centre = kind.vectors(1, dimensions: dimensions, seed: 3)[0].components.map { $0 / 2 }
            for vector in kind.vectors(9, dimensions: dimensions) {
                let (expected, found) = (encode(.portable, vector, centre), encode(kernel, vector, centre))
                #expect(expected.bytes == found.bytes, "\(dimensions) dimensions")
                #expect(expected.code.scale == found.code.scale && expected.code.bound == found.code.bound)
                #expect(expected.code.length == found.code.length)
            }
        }
    }

    @Test("the distance of a code from its vector is within its bound", arguments: Kind.allCases)
    func bound(kind: Kind) {
        for dimensions in Self.dimensions {
            let centre = kind.vectors(1, dimensions: dimensions, seed: 3)[0].components.map { $0 / 2 }
            for vector in kind.vectors(9, dimensions: dimensions) {
                let (bytes, code) = encode(.portable, vector, centre)
                let rest = zip(zip(vector.components, centre), bytes).map { pair, byte in
                    Double(pair.0) - Double(pair.1) - Double(code.scale) * Double(Int(byte) - 128)
                }
                let length = rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
                #expect(length <= Double(code.bound) && Double(code.bound) <= length * 1.001 + 1e-30)
                // Half a step per component, plus the error of float arithmetic.
                #expect(length <= Double(code.scale) * 0.5001 * Double(dimensions).squareRoot() + 1e-15)
            }
        }
    }

    @Test("products of all levels are equal bit for bit, also for unaligned rows", arguments: levels)
    func products(kernel: VectorKernel) {
        for dimensions in Self.dimensions {
            let vectors = Kind.random.vectors(7, dimensions: dimensions).flatMap(\.components)
            let query = Kind.random.vectors(1, dimensions: dimensions, seed: 6)[0].components
            let rows = [3, 0, 6, 2].map { vk_candidate(row: $0, upper: 0) }
            var (expected, found) = ([Float](repeating: 0, count: 4), [Float](repeating: 1, count: 4))
            vk_products(VK_PORTABLE, query, vectors, Int32(dimensions), rows, 4, &expected)
            vk_products(kernel.level, query, vectors, Int32(dimensions), rows, 4, &found)
            #expect(expected == found, "\(dimensions) dimensions")
        }
    }

    @Test("a product is the sum in double precision, rounded once")
    func product() {
        for dimensions in Self.dimensions {
            let vector = Kind.narrow.vectors(1, dimensions: dimensions)[0].components
            let query = Kind.narrow.vectors(1, dimensions: dimensions, seed: 6)[0].components
            let sum = zip(query, vector).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
            var score: [Float] = [0]
            vk_products(VK_PORTABLE, query, vector, Int32(dimensions), [vk_candidate(row: 0, upper: 0)], 1, &score)
            #expect(score[0] == Float(sum), "\(dimensions) dimensions")
        }
    }

    @Test(
        "sums of codes match their definition, also at the ends of the range",
        arguments: VectorKernel.allCases.filter(\.isAvailable)
    )
    func dots(kernel: VectorKernel) throws {
        for dimensions in Self.dimensions + [65536] {
            let count = dimensions > 2000 ? 3 : 37
            var noise = Noise(seed: UInt64(dimensions))
            for query in [
                Kind.random.vectors(1, dimensions: dimensions)[0].components, Array(repeating: -1, count: dimensions),
            ] {
                let coded = CodedQuery(query)
                let stride = SegmentLayout.stride(dimensions: dimensions)
                let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: stride * count, alignment: 64)
                defer { bytes.deallocate() }
                for index in bytes.indices {
                    bytes[index] = index / stride == 1 ? 1 : index / stride == 2 ? 255 : UInt8(noise.below(255) + 1)
                }
                withExtendedLifetime(coded) { coded in
                    var query = coded.prepared(for: [], radius: 0).query
                    var rows = vk_rows(
                        codes: bytes.bindMemory(to: UInt8.self).baseAddress,
                        scales: nil,
                        bounds: nil,
                        stride: Int64(stride)
                    )
                    var found = [Int32](repeating: 0, count: count)
                    vk_dots(kernel.level, &rows, &query, 0, Int32(count), &found)
                    for row in 0..<count {
                        let sum = (0..<dimensions).reduce(0) { sum, index in
                            sum + Int(query.wide[index]) * (Int(bytes[row * stride + index]) - 128)
                        }
                        #expect(Int(found[row]) == sum, "\(dimensions) dimensions, row \(row)")
                    }
                }
            }
        }
    }

    @Test("the reach of a query is at least the length of its rounded form")
    func reach() {
        // All components but the first are rounded up, so the rounded form is much longer than the query.
        let range = Int(Int32.max) / (127 * 60_001)
        let query = [1] + Array(repeating: 0.51 / Float(range), count: 60_000)
        let coded = CodedQuery(query)
        withExtendedLifetime(coded) { coded in
            let rounded = coded.prepared(for: [], radius: 0).query
            let squares = query.indices.reduce(0.0) { $0 + Double(rounded.wide[$1]) * Double(rounded.wide[$1]) }
            let length = Double(rounded.scale) * squares.squareRoot()
            #expect(length > 1.3 && Double(rounded.reach) >= length)
        }
    }

    @Test("every product lies within its bounds", arguments: Kind.allCases)
    func bounds(kind: Kind) throws {
        for dimensions in [1, 16, 100, 384] {
            let folder = try TemporaryFolder()
            let vectors = numbered(kind.vectors(200, dimensions: dimensions))
            let file = try folder.build(vectors, dimensions: dimensions)
            for query in kind.vectors(5, dimensions: dimensions, seed: 12) + [vectors[7].1] {
                // A limit of all rows finds all of them; the shortlist has their upper bounds.
                var scan = Scan(file.vectorSearch(query, limit: 200))
                scan.run(Scan.Piece(segment: 0, rows: 0..<200))
                let segmentQuery = CodedQuery(query.components).prepared(
                    for: file.segments[0].segment.centre,
                    radius: file.segments[0].segment.radius
                )
                let exact = Dictionary(
                    uniqueKeysWithValues: bruteForce(query, vectors, limit: 200).map { ($0.id, $0.score) }
                )
                for entry in scan.shortlist.entries {
                    let score = try #require(exact[vectors[Int(entry.candidate.row)].0])
                    var slack: Float = 0
                    file.segments[0].segment.withRows {
                        slack = segmentQuery.slack($0.bounds[Int(entry.candidate.row)])
                    }
                    #expect(score <= entry.candidate.upper && score >= entry.candidate.upper - slack)
                }
            }
        }
    }

    private func encode(_ kernel: VectorKernel, _ vector: Embedding, _ centre: [Float]) -> (
        bytes: [UInt8], code: vk_code
    ) {
        var bytes = [UInt8](repeating: 0, count: vector.dimensions)
        let code = vk_encode(kernel.level, vector.components, centre, Int32(vector.dimensions), &bytes)
        return (bytes, code)
    }
}
