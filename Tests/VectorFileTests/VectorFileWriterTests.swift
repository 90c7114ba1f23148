import Foundation
import RAGCore
import Testing

@testable import VectorFile

@Suite("Writing a vector file")
struct VectorFileWriterTests {
    private let folder: TemporaryFolder
    private let vectors = numbered(Kind.clustered.vectors(1000, dimensions: 24))
    private let queries = Kind.random.vectors(4, dimensions: 24, seed: 3)

    init() throws { folder = try TemporaryFolder() }

    private func expect(
        _ file: VectorFile,
        holds vectors: [(Int64, Embedding)],
        _ place: SourceLocation = #_sourceLocation
    ) throws {
        let sorted = vectors.sorted { $0.0 < $1.0 }
        #expect(file.ids == sorted.map(\.0), sourceLocation: place)
        #expect(file.count == vectors.count, sourceLocation: place)
        for query in queries {
            #expect(try file.search(query, limit: 10) == bruteForce(query, vectors, limit: 10), sourceLocation: place)
        }
        try file.verify()
    }

    @Test("a file that is opened again has the vectors and the revision that were written")
    func reopened() throws {
        _ = try folder.build(vectors, dimensions: 24, revision: 77)
        let file = try folder.open(24)
        #expect(file.revision == 77)
        try expect(file, holds: vectors)
    }

    @Test("appended vectors are found, removed ones are not until they are appended again")
    func extended() throws {
        _ = try folder.build(Array(vectors[..<800]), dimensions: 24)
        let gone = Set([vectors[0].0, vectors[5].0, vectors[799].0])
        let writer = try folder.writer(24)
        var file = try writer.extend(revision: 2, removing: gone + [-1, 2]) { builder in
            for (id, vector) in vectors[800...] { try builder.append(id, vector) }
        }
        try expect(file, holds: vectors.filter { !gone.contains($0.0) })
        #expect(file.revision == 2)
        file = try writer.extend(revision: 3) { try $0.append(vectors[5].0, vectors[5].1) }
        try expect(file, holds: vectors.filter { $0.0 == vectors[5].0 || !gone.contains($0.0) })
        try expect(folder.open(24), holds: vectors.filter { $0.0 == vectors[5].0 || !gone.contains($0.0) })
    }

    @Test("an appended vector replaces the one with its ID")
    func replaced() throws {
        _ = try folder.build(vectors, dimensions: 24)
        let file = try folder.writer(24).extend(revision: 2) { try $0.append(vectors[9].0, queries[0]) }
        var expected = vectors
        expected[9].1 = queries[0]
        try expect(file, holds: expected)
    }

    @Test("after many extensions there are few segments, with the same vectors as if built at once")
    func manyExtensions() throws {
        _ = try folder.build(Array(vectors[..<500]), dimensions: 24)
        let writer = try folder.writer(24)
        for number in 0..<50 {
            let file = try writer.extend(revision: Int64(number), removing: [vectors[number].0]) { builder in
                for (id, vector) in vectors[(500 + number * 10)..<(510 + number * 10)] {
                    try builder.append(id, vector)
                }
            }
            #expect(file.segments.count <= 9)
        }
        try expect(folder.open(24), holds: Array(vectors[50...]))
        #expect(try folder.segments.count == folder.open(24).segments.count)
    }

    @Test("a file from which all vectors are removed is empty and can be extended")
    func emptied() throws {
        _ = try folder.build(vectors, dimensions: 24)
        let writer = try folder.writer(24)
        #expect(try writer.extend(revision: 2, removing: vectors.map(\.0)).count == 0)
        #expect(try folder.segments.isEmpty)
        try expect(writer.extend(revision: 3) { try $0.append(vectors[1].0, vectors[1].1) }, holds: [vectors[1]])
    }

    @Test("the difference to a list of IDs is what to append and what to remove")
    func difference() throws {
        let file = try folder.build(numbered(Kind.random.vectors(5, dimensions: 4)), dimensions: 4)
        #expect(file.ids == [1, 4, 7, 10, 13])
        #expect(file.difference(from: [1, 2, 7, 13, 20]) == ([2, 20], [4, 10]))
        #expect(file.difference(from: []) == ([], file.ids))
        #expect(file.difference(from: file.ids) == ([], []))
    }

    @Test("an open file does not change while the file is extended, merged and rebuilt")
    func snapshot() throws {
        let old = try folder.build(vectors, dimensions: 24)
        let writer = try folder.writer(24)
        _ = try writer.extend(revision: 2, removing: vectors[..<600].map(\.0))
        _ = try writer.rebuild(revision: 3) { try $0.append(1, queries[0]) }
        try expect(old, holds: vectors)
        #expect(try folder.open(24).count == 1)
    }

    @Test("only one writer has the lock; one that waits sees what the other wrote")
    func oneWriter() async throws {
        let (folder, vectors) = (folder, vectors)
        var writer: VectorFileWriter? = try folder.writer(24)
        #expect(throws: TemporaryFolder.Locked.self) { _ = try folder.writer(24) }
        let url = folder.url
        async let second = Task.detached {
            let second = try VectorFileWriter(url, of: .test(24), waiting: true)
            return second?.current?.revision
        }.value
        if let first = writer.take() {
            _ = try first.rebuild(revision: 5) { try $0.append(vectors[0].0, vectors[0].1) }
        }
        #expect(try await second == 5)
    }

    @Test("readers never see half a change while two writers extend the file")
    func concurrentReaders() async throws {
        let (folder, vectors) = (folder, vectors)
        _ = try folder.build(Array(vectors[..<100]), dimensions: 24, revision: 100)
        let query = queries[0]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for start in 0..<2 {
                group.addTask {
                    for _ in 0..<15 {
                        guard let writer = try VectorFileWriter(folder.url, of: .test(24), waiting: true),
                            let file = writer.current
                        else { throw TemporaryFolder.Locked() }
                        let next = file.count + 10 + start
                        _ = try writer.extend(revision: Int64(next)) { builder in
                            for (id, vector) in vectors[file.count..<next] { try builder.append(id, vector) }
                        }
                    }
                }
                group.addTask {
                    for _ in 0..<60 {
                        let file = try folder.open(24)
                        #expect(Int64(file.count) == file.revision)
                        let expected = bruteForce(query, Array(vectors[..<file.count]), limit: 5)
                        #expect(try file.search(query, limit: 5) == expected)
                        await Task.yield()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try folder.open(24).count == 100 + 15 * 10 + 15 * 11)
    }

    @Test("a writer that fails keeps the old file and leaves no stray segments")
    func failing() throws {
        struct Failure: Error {}
        _ = try folder.build(vectors, dimensions: 24)
        let writer = try folder.writer(24)
        for _ in 0..<2 {
            #expect(throws: Failure.self) {
                _ = try writer.extend(revision: 2) { builder in
                    try builder.append(9_000, queries[0])
                    throw Failure()
                }
            }
        }
        try expect(folder.open(24), holds: vectors)
        #expect(try folder.segments.count == 1)
    }

    @Test("readers ignore what a killed writer left, and the next writer removes it")
    func killed() throws {
        let file = try folder.build(vectors, dimensions: 24)
        let whole = folder.url.appending(path: file.segments[0].segment.name.fileName)
        // Killed while writing vectors, after a segment but before the manifest, and in the middle of the manifest.
        try Data(count: 10_000).write(to: folder.url.appending(path: "1\(SegmentName.suffix)"))
        try FileManager.default.copyItem(at: whole, to: folder.url.appending(path: "2\(SegmentName.suffix)"))
        try Data("KEFU".utf8).write(to: folder.url.appending(path: Manifest.fileName + ".new"))
        try expect(folder.open(24), holds: vectors)
        _ = try folder.writer(24).extend(revision: 2) { try $0.append(1_000_000, queries[0]) }
        #expect(try folder.segments.count == 2)
        try expect(folder.open(24), holds: vectors + [(1_000_000, queries[0])])
    }

    @Test("IDs out of order, other dimensions and infinite components are refused, and the file is kept")
    func refused() throws {
        _ = try folder.build(vectors, dimensions: 24)
        let bad: [(Int64, Embedding)] = [
            (5, queries[0]), (6, Embedding(unitLength: [1])),
            (6, Embedding(unitLength: Array(repeating: .infinity, count: 24))),
        ]
        for (id, vector) in bad {
            #expect(throws: RAGError.self) {
                _ = try folder.writer(24).rebuild(revision: 2) { builder in
                    try builder.append(5, queries[0])
                    try builder.append(id, vector)
                }
            }
        }
        #expect(throws: RAGError.self) { _ = try folder.writer(0) }
        try expect(folder.open(24), holds: vectors)
    }
}
