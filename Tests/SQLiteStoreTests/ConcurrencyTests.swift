import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct ConcurrencyTests {
    @Test("readers see a document whole, old or new, while it is replaced over and over")
    func wholeDocuments() async throws {
        let folder = try TemporaryFolder()
        let writer = try SQLiteStore(at: folder.index, access: .readWrite)
        let versions = (1...3).map { version in
            (0..<version * 20).map {
                Samples.chunk($0, "版本 \(version)", [Float(version), Float($0)], hash: "\(version)/\($0)")
            }
        }
        try await writer.replace(Samples.document("a"), with: versions[0], model: Samples.model)
        try await withThrowingTaskGroup { group in
            for _ in 0..<2 {
                group.addTask {
                    let reader = try SQLiteStore(at: folder.index, access: .readOnly)
                    let index = reader.index(for: Samples.model)
                    for _ in 0..<100 {
                        let hits = try await index.nearest(to: Samples.embedding([1, 1]), limit: 100)
                        let texts = Set(hits.map(\.chunk.text))
                        #expect(texts.count == 1)
                        #expect(texts.first == "版本 \(hits.count / 20)")
                    }
                }
            }
            group.addTask {
                for round in 0..<100 {
                    try await writer.replace(Samples.document("a"), with: versions[round % 3], model: Samples.model)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("two stores on one file write at once, and both succeed")
    func twoWriters() async throws {
        let folder = try TemporaryFolder()
        try await withThrowingTaskGroup { group in
            for name in ["一", "二"] {
                group.addTask {
                    let store = try SQLiteStore(at: folder.index, access: .readWrite)
                    for number in 0..<50 {
                        let chunk = Samples.chunk(0, "\(number)", [1, Float(number)])
                        try await store.replace(
                            Samples.document("\(name)/\(number)"),
                            with: [chunk],
                            model: Samples.model
                        )
                        if number.isMultiple(of: 3) { try await store.remove(["\(name)/\(number)"]) }
                    }
                }
            }
            try await group.waitForAll()
        }
        let store = try SQLiteStore(at: folder.index, access: .readOnly)
        #expect(try await store.documents().count == 66)
        #expect(try await store.isSound())
    }

    @Test("an index follows the store as it changes, through another connection too")
    func follows() async throws {
        let folder = try TemporaryFolder()
        let writer = try SQLiteStore(at: folder.index, access: .readWrite)
        let index = try SQLiteStore(at: folder.index, access: .readOnly).index(for: Samples.model)
        #expect(try await index.nearest(to: Samples.embedding([1]), limit: 3).isEmpty)
        try await writer.replace(Samples.document("a"), with: [Samples.chunk(0, "a", [1])], model: Samples.model)
        #expect(try await index.nearest(to: Samples.embedding([1]), limit: 3).count == 1)
    }
}
