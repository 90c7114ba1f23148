import Foundation
import RAGCore
import Testing

@testable import Application

@Suite struct TopicStoreTests {
    private func withStore(_ body: (TopicStore) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "kefu-topics-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        try await body(TopicStore(Workspace(root: root)))
    }

    @Test("changes at the same time are all kept")
    func together() async throws {
        try await withStore { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await store.update { content in
                            content.decisions.collections["c\(number)"] = TopicRecord(next: number)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try store.read().decisions.collections.count == 8)
        }
    }

    @Test("a run without decisions writes nothing beside kefu.yaml, and a change that fails writes nothing")
    func untouched() async throws {
        try await withStore { store in
            try await store.update { $0.found.collections["a"] = TopicRecord() }
            #expect(!FileManager.default.fileExists(atPath: store.decisions.path))
            #expect(FileManager.default.fileExists(atPath: store.found.path))
            await #expect(throws: UsageError.self) {
                try await store.update { content in
                    content.decisions.collections["a"] = TopicRecord()
                    throw UsageError("no")
                }
            }
            #expect(!FileManager.default.fileExists(atPath: store.decisions.path))
        }
    }

    @Test("damaged decisions are refused and stay as they are; a damaged file of found topics is forgotten")
    func damaged() async throws {
        try await withStore { store in
            try await store.update { content in
                content.decisions.collections["a"] = TopicRecord()
                content.found.collections["a"] = TopicRecord()
            }
            try Data("{".utf8).write(to: store.found)
            #expect(try store.read().found == TopicFile())
            try Data("{".utf8).write(to: store.decisions)
            await #expect(throws: RAGError.self) { try await store.update { $0.decisions = TopicFile() } }
            #expect(try Data(contentsOf: store.decisions) == Data("{".utf8))
        }
    }
}
