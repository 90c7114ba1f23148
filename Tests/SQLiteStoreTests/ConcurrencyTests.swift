import Foundation
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct ConcurrencyTests {
    @Test("readers see a whole document, old or new, while it is replaced repeatedly")
    func wholeDocuments() async throws {
        let folder = try TemporaryFolder()
        let writer = try SQLiteStore(at: folder.index, access: .readWrite)
        let versions = (1...3).map { version in
            (0..<version * 20).map {
                Samples.chunk($0, "版本 \(version)/\($0)", [Float(version), Float($0)])
            }
        }
        try await writer.replace(Samples.document("a"), with: versions[0])
        try await withThrowingTaskGroup { group in
            for _ in 0..<2 {
                group.addTask {
                    let reader = try SQLiteStore(at: folder.index, access: .readOnly)
                    let index = reader.index(for: Samples.model)
                    for _ in 0..<100 {
                        let hits = try await index.nearest(to: Samples.embedding([1, 1]), limit: 100)
                        let versions = Set(hits.map { $0.chunk.text.prefix { $0 != "/" } })
                        #expect(versions == ["版本 \(hits.count / 20)"])
                    }
                }
            }
            group.addTask {
                for round in 0..<100 {
                    try await writer.replace(Samples.document("a"), with: versions[round % 3])
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("two stores that write to one file at the same time both succeed")
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
                            with: [chunk]
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

    @Test("an index sees changes of the store, also from another connection")
    func follows() async throws {
        let folder = try TemporaryFolder()
        let writer = try SQLiteStore(at: folder.index, access: .readWrite)
        let index = try SQLiteStore(at: folder.index, access: .readOnly).index(for: Samples.model)
        #expect(try await index.nearest(to: Samples.embedding([1]), limit: 3).isEmpty)
        try await writer.replace(Samples.document("a"), with: [Samples.chunk(0, "a", [1])])
        #expect(try await index.nearest(to: Samples.embedding([1]), limit: 3).count == 1)
    }

    @Test("readers see one whole generation while generations are swapped repeatedly")
    func swaps() async throws {
        let folder = try TemporaryFolder()
        let writer = try SQLiteStore(at: folder.index, access: .readWrite)
        for (number, chunker) in ["chunker/1", "chunker/2"].enumerated() {
            let chunks = (0..<20 * (number + 1)).map { Samples.chunk($0, "\(chunker) \($0)", [1, Float($0)]) }
            try await writer.replace(Samples.document("a"), with: chunks, Samples.recipe(chunker: chunker))
        }
        try await withThrowingTaskGroup { group in
            for _ in 0..<2 {
                group.addTask {
                    let index = try SQLiteStore(at: folder.index, access: .readOnly).index(for: Samples.model)
                    for _ in 0..<100 {
                        let hits = try await index.nearest(to: Samples.embedding([1, 1]), limit: 100)
                        #expect([20, 40].contains(hits.count))
                        #expect(Set(hits.map { $0.chunk.text.prefix(9) }) == ["chunker/\(hits.count / 20)"])
                    }
                }
            }
            group.addTask { for _ in 0..<100 { _ = try await writer.rollBack() } }
            try await group.waitForAll()
        }
    }

    @Test("a reader that opened the index before a swap finds the new generation, or an error names its model")
    func swapUnderReader() async throws {
        let folder = try TemporaryFolder()
        let writer = try SQLiteStore(at: folder.index, access: .readWrite)
        try await writer.replace(Samples.document("a"), with: [Samples.chunk(0, "one", [1, 1])])
        let reader = try SQLiteStore(at: folder.index, access: .readOnly)
        let index = reader.index(for: Samples.model)
        #expect(try await index.nearest(to: Samples.embedding([1, 1]), limit: 9).map(\.chunk.text) == ["one"])

        let rechunked = Samples.recipe(chunker: "chunker/2")
        try await writer.replace(Samples.document("a"), with: [Samples.chunk(0, "two", [1, 1])], rechunked)
        #expect(try await index.nearest(to: Samples.embedding([1, 1]), limit: 9).map(\.chunk.text) == ["two"])

        let other = Samples.recipe(Samples.otherModel)
        try await writer.replace(Samples.document("a"), with: [Samples.chunk(0, "three", [1, 1, 1])], other)
        let error = await #expect(throws: RAGError.self) {
            try await index.nearest(to: Samples.embedding([1, 1]), limit: 9)
        }
        #expect(error?.message.contains("embedding model sample/3") == true)
        let current = try #require(try await reader.currentGeneration())
        let hits = try await reader.index(for: current.recipe.model).nearest(
            to: Samples.embedding([1, 1, 1]),
            limit: 9
        )
        #expect(hits.map(\.chunk.text) == ["three"])
        #expect(try await reader.documents().count == 1)
        #expect(try await reader.chunks(of: "a").map(\.text) == ["three"])
    }

    @Test(
        "two writers exclude each other, and the second one gets an error with process and time of the first"
    )
    func turns() async throws {
        let folder = try TemporaryFolder()
        let one = try SQLiteStore(at: folder.index, access: .readWrite)
        let two = try SQLiteStore(at: folder.index, access: .readWrite)
        try await one.withWriterTurn {
            let error = await #expect(throws: RAGError.self) { try await two.withWriterTurn {} }
            let start = "Another refresh is running (process \(getpid()), since "
            #expect(error?.message.hasPrefix(start) == true)
            // Readers are not blocked.
            let documents = try await two.documents()
            #expect(documents.isEmpty)
        }
        try await two.withWriterTurn {}
    }

    @Test("a writer leaves a short log: its changes are in the file itself")
    func checkpoint() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        try await store.withWriterTurn { _ = try await store.replace(Samples.document("a"), with: []) }
        let copy = folder.url.appending(path: "copy.sqlite")
        try FileManager.default.copyItem(at: folder.index, to: copy)
        #expect(try await SQLiteStore(at: copy, access: .readOnly).documents().count == 1)
    }

    @Test("the start time is local, with the date if it is not today")
    func clock() throws {
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        let date = Date(timeIntervalSince1970: 1_790_000_000)
        #expect(SQLiteStore.clock(date, now: date + 60, in: zone) == "22:13")
        #expect(SQLiteStore.clock(date, now: date + 86_400, in: zone) == "2026-09-21 22:13")
    }
}
