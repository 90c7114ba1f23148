import Foundation
import RAGCore
import Testing

@testable import VectorFile

@Suite("Vector search")
struct SearchTests {
    static let kernels = VectorKernel.allCases.filter(\.isAvailable)

    @Test(
        "a search returns the same vectors, order and scores as a comparison with every vector",
        arguments: kernels,
        Kind.allCases
    )
    func exact(kernel: VectorKernel, kind: Kind) throws {
        for (dimensions, count) in [(1, 70), (3, 300), (64, 257), (100, 300), (384, 150), (2000, 65)] {
            let folder = try TemporaryFolder()
            let vectors = numbered(kind.vectors(count, dimensions: dimensions))
            let file = try folder.build(vectors, dimensions: dimensions)
            let queries = kind.vectors(3, dimensions: dimensions, seed: 9) + [vectors[count / 2].1]
            for query in queries {
                let best = bruteForce(query, vectors, limit: count)
                for limit in [1, 10, count, count + 5] {
                    let found = try file.search(query, limit: limit, threads: 1, kernel: kernel)
                    #expect(
                        found == Array(best.prefix(limit)),
                        "\(dimensions) dimensions, best \(limit)"
                    )
                }
            }
        }
    }

    @Test(
        "a file of every small size can be searched",
        arguments: [1, 2, 3, 4, 5, 15, 16, 17, 63, 64, 65, 255, 256, 257]
    )
    func sizes(count: Int) throws {
        let folder = try TemporaryFolder()
        let vectors = numbered(Kind.clustered.vectors(count, dimensions: 33))
        let file = try folder.build(vectors, dimensions: 33)
        let query = vectors[0].1
        #expect(try file.search(query, limit: 10) == bruteForce(query, vectors, limit: 10))
    }

    @Test("two threads find the same as one")
    func threads() throws {
        let folder = try TemporaryFolder()
        let vectors = numbered(Kind.clustered.vectors(6_000, dimensions: 800))
        let file = try folder.build(vectors, dimensions: 800)
        for query in Kind.random.vectors(5, dimensions: 800, seed: 4) {
            let found = try file.search(query, limit: 20, threads: 2)
            #expect(try found == file.search(query, limit: 20, threads: 1))
            #expect(found == bruteForce(query, vectors, limit: 20))
        }
    }

    @Test("concurrent searches find the same as a single one")
    func concurrent() async throws {
        let folder = try TemporaryFolder()
        let vectors = numbered(Kind.random.vectors(6_000, dimensions: 700))
        let file = try folder.build(vectors, dimensions: 700)
        let queries = Kind.random.vectors(12, dimensions: 700, seed: 5)
        let expected = queries.map { bruteForce($0, vectors, limit: 7) }
        try await withThrowingTaskGroup(of: (Int, [VectorMatch]).self) { group in
            for (number, query) in queries.enumerated() {
                group.addTask { (number, try file.search(query, limit: 7)) }
            }
            for try await (number, found) in group { #expect(found == expected[number]) }
        }
    }

    @Test("a filtered search returns the best of the selected vectors", arguments: [1, 2, 3, 10, 100, 1000])
    func filter(oneIn share: Int) throws {
        let folder = try TemporaryFolder()
        let vectors = numbered(Kind.clustered.vectors(3000, dimensions: 48))
        let file = try folder.build(vectors, dimensions: 48)
        let allowed = vectors.filter { $0.0 / 3 % Int64(share) == 0 }
        // IDs that do not exist are ignored.
        let selection = file.selection(of: (allowed.map(\.0) + [-5, 2, 1_000_000]).sorted())
        #expect(selection.count == allowed.count)
        for query in Kind.random.vectors(5, dimensions: 48, seed: 8) {
            #expect(try file.search(query, limit: 10, in: selection) == bruteForce(query, allowed, limit: 10))
        }
    }

    @Test("an empty filter finds nothing")
    func emptyFilter() throws {
        let folder = try TemporaryFolder()
        let file = try folder.build(numbered(Kind.random.vectors(100, dimensions: 8)), dimensions: 8)
        let query = try #require(Kind.random.vectors(1, dimensions: 8).first)
        #expect(try file.search(query, limit: 10, in: file.selection(of: [])).isEmpty)
    }

    @Test("an empty file finds nothing")
    func empty() throws {
        let folder = try TemporaryFolder()
        let file = try folder.build([], dimensions: 8)
        let query = try #require(Kind.random.vectors(1, dimensions: 8).first)
        #expect(try file.search(query, limit: 10).isEmpty && folder.open(8).count == 0)
    }

    @Test("a limit of 0 or a query that is not a number finds nothing; another dimension is an error")
    func badQueries() throws {
        let folder = try TemporaryFolder()
        let vectors = numbered(Kind.random.vectors(100, dimensions: 8))
        let file = try folder.build(vectors, dimensions: 8)
        #expect(try file.search(vectors[0].1, limit: 0).isEmpty)
        #expect(try file.search(vectors[0].1, limit: -1).isEmpty)
        #expect(try file.search(Embedding(unitLength: Array(repeating: .nan, count: 8)), limit: 3).isEmpty)
        #expect(try file.search(Embedding(unitLength: Array(repeating: 0, count: 8)), limit: 3).map(\.id) == [1, 4, 7])
        #expect(throws: VectorFileFault.otherDimensions(expected: 8, found: 2)) {
            try file.search(Embedding(unitLength: [1, 0]), limit: 3)
        }
    }

    @Test("of five thousand vectors in a narrow cone, less than one in fifty is rescored")
    func shortlist() throws {
        let folder = try TemporaryFolder()
        let file = try folder.build(numbered(Kind.narrow.vectors(5_000, dimensions: 256)), dimensions: 256)
        for query in Kind.narrow.vectors(5, dimensions: 256, seed: 2) {
            var scan = Scan(file.vectorSearch(query, limit: 10))
            scan.run(Scan.Piece(segment: 0, rows: 0..<file.count))
            var shortlist = scan.shortlist
            #expect(shortlist.ranked().count < 100)
        }
    }
}
