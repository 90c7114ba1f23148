import Foundation
import RAGCore
import Testing

@testable import SQLiteStore
@testable import VectorFile

@Suite struct MappedIndexTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore
    private let vectors: URL

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(at: folder.index, access: .readWrite)
        vectors = folder.url.appending(path: "vectors")
    }

    @Test(
        "a search finds the same as brute force, however the store changes and however old the file is",
        arguments: 0..<6
    )
    func anyChange(seed: UInt64) async throws {
        let reference = MemoryStore()
        let search = Search(one: store, other: reference, indices: [index(), index(), index()])
        var random = SplitMix(state: seed)
        let pool = Samples.clustered(60, dimensions: 8, seed: seed)
        for round in 0..<40 {
            let recipe = Samples.recipe(chunker: "chunker/\(random.next() % 8 / 7)")
            let numbers = (0..<Int(random.next() % 12)).map { _ in Int(random.next() % 60) }
            let chunks = Set(numbers).sorted().map { Samples.chunk(2 * $0, "text \($0)", pool[$0].components) }
            let path = "\(random.next() % 5)"
            let source = round % 3 == 0 ? "other" : Document.mainSource
            let again = Int(random.next() % 60)
            for store in [store, reference] as [any VectorStore & EmbeddingCache] {
                switch random.state % 8 {
                case 0: try await store.remove([path])
                case 1: try await store.store([Samples.hash("text \(again)"): pool[round]], model: Samples.model)
                case 2: if try await store.generations().previous != nil { _ = try await store.rollBack() }
                default: try await store.replace(Samples.document(path, source: source), with: chunks, recipe)
                }
            }
            // In some rounds another process holds the lock, and the file cannot be updated.
            let holder =
                round % 4 > 1 ? try VectorFileWriter(vectors, of: VectorSpace(model: "any", dimensions: 8)) : nil
            try await search.check(pool[Int(random.next() % 60)], limit: 1 + Int(random.next() % 9), index: round % 3)
            _ = consume holder
        }
    }

    @Test("a search updates the file; one in another process then writes nothing")
    func written() async throws {
        let generation = try await store.replace(Samples.document("a"), with: Self.chunks(0..<40))
        #expect(try await found(index(), [1, 0]) == "0")
        let before = try files()
        #expect(try await found(index(), [1, 0]) == "0")
        #expect(try files() == before)
        try await store.replace(Samples.document("b"), with: [Samples.chunk(0, "new", [1, -1])], in: generation)
        let own = index()
        try await own.bringUpToDate()
        let after = try files()
        #expect(after.count == before.count + 1)
        #expect(try await found(own, [1, -1]) == "new")
        #expect(try await found(index(), [1, -1]) == "new")
        #expect(try files() == after)
    }

    @Test("a file that cannot be written is used as far as it is current", arguments: ["lock", "index.new"])
    func unwritable(blocked: String) async throws {
        try await store.replace(Samples.document("a"), with: Self.chunks(0..<9))
        try await index().bringUpToDate()
        let file = vectors.appending(path: blocked)
        try? FileManager.default.removeItem(at: file)
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
        let before = try files()
        try await store.replace(Samples.document("b"), with: [Samples.chunk(0, "new", [1, -1])])
        try await store.replace(Samples.document("a"), with: Self.chunks(1..<9))
        let index = index()
        for _ in 0..<2 {
            #expect(try await found(index, [1, -1]) == "new")
            #expect(try await found(index, [1, 0]) == "1")
            #expect(try await found(index, [1, 8]) == "8")
        }
        #expect(try files() == before)
    }

    @Test("a damaged file is detected, not used, and rebuilt")
    func damaged() async throws {
        try await store.replace(Samples.document("a"), with: Self.chunks(0..<200))
        try await index().bringUpToDate()
        let segment = try #require(try segments().first)
        var bytes = try Data(contentsOf: segment)
        // The vectors come first in the file. The codes after them no longer belong to them.
        for offset in 4096..<4096 + 200 * 8 { bytes[offset] = offset % 4 == 3 ? 0x41 : 0 }
        try bytes.write(to: segment)
        let index = index()
        #expect(try await found(index, [1, 0]) == "0")
        #expect(try segments() != [segment])
        #expect(try await found(index, [1, 3]) == "3")
        try VectorFile(vectors, of: VectorSpace(model: "sample", generation: 1, dimensions: 2)).verify()
    }

    @Test("the file of another index with the same IDs and generation is not used")
    func foreign() async throws {
        try await store.replace(Samples.document("a"), with: Self.chunks(0..<20))
        try await index().bringUpToDate()
        let second = try TemporaryFolder()
        let other = try SQLiteStore(at: second.index, access: .readWrite)
        let chunks = (0..<20).map { Samples.chunk($0, "other \($0)", [Float($0), 1]) }
        try await other.replace(Samples.document("a"), with: chunks)
        let index = MappedIndex(of: other, model: Samples.model, folder: vectors)
        #expect(try await found(index, [0, 1]) == "other 0")
        #expect(try await found(index, [19, 1]) == "other 19")
    }

    @Test("concurrent searches see whole versions while documents change")
    func together() async throws {
        try await store.replace(Samples.document("a"), with: Self.chunks(0..<30))
        try await withThrowingTaskGroup { group in
            for _ in 0..<3 {
                let index = index()
                group.addTask {
                    for _ in 0..<40 {
                        let hits = try await index.nearest(to: Samples.embedding([1, 0]), limit: 100)
                        #expect([30, 10].contains(hits.count))
                        #expect(hits.first?.chunk.text == (hits.count == 30 ? "0" : "20"))
                    }
                }
            }
            group.addTask {
                for round in 0..<40 {
                    try await store.replace(Samples.document("a"), with: Self.chunks((round % 2 == 0 ? 20 : 0)..<30))
                }
            }
            try await group.waitForAll()
        }
    }

    /// Returns an index that knows nothing of the others, like one in another process.
    private func index() -> MappedIndex { MappedIndex(of: store, model: Samples.model, folder: vectors) }

    private func found(_ index: MappedIndex, _ query: [Float]) async throws -> String? {
        try await index.nearest(to: Samples.embedding(query), limit: 1).first?.chunk.text
    }

    /// Returns the names and modification times of the files in the folder.
    private func files() throws -> [String: Date?] {
        let files = try FileManager.default.contentsOfDirectory(
            at: vectors,
            includingPropertiesForKeys: [.contentModificationDateKey]
        )
        return try Dictionary(
            uniqueKeysWithValues: files.map {
                try (
                    $0.lastPathComponent,
                    $0.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
                )
            }
        )
    }

    private func segments() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: vectors, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasSuffix(SegmentName.suffix) }
    }

    /// Returns passages named by their number, each with its own direction.
    private static func chunks(_ numbers: Range<Int>) -> [EmbeddedChunk] {
        numbers.map { Samples.chunk(2 * $0, "\($0)", [1, Float($0)]) }
    }
}

/// A comparison of the indices of a store with brute force.
private struct Search {
    let one: SQLiteStore
    let other: MemoryStore
    let indices: [MappedIndex]

    func check(_ query: Embedding, limit: Int, index: Int) async throws {
        for filter in [SearchFilter.all, SearchFilter(sources: ["other"])] {
            let expected = try await other.nearest(to: query, limit: limit, where: filter)
            let found = try await indices[index].nearest(to: query, limit: limit, where: filter)
            #expect(found.map(\.documentPath) == expected.map(\.documentPath))
            #expect(found.map(\.chunk.text) == expected.map(\.chunk.text))
            #expect(found.map(\.score) == expected.map(\.score))
        }
    }
}
