import Foundation
import GRDB
import RAGCore
import Testing

@testable import SQLiteStore

@Suite("Copies of databases")
struct DatabaseCopyTests {
    private func question(_ text: String) -> TurnRecord {
        TurnRecord(question: text, askedAt: Date(), decision: DecisionRecord("declined", leavesOpen: true), answer: "-")
    }

    @Test("a copy holds what was there when the snapshots were taken, also what is in the log alone")
    func moment() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "conversations.sqlite")
        let store = try SQLiteConversationStore(at: file, access: .readWrite)
        let session = try await store.begin(name: "s", at: Date())
        _ = try await store.append(question("before"), to: session.id)
        let snapshots = try DatabaseSnapshots(of: [file])
        _ = try await store.append(question("after"), to: session.id)
        let copy = folder.url.appending(path: "copy.sqlite")
        try snapshots.copy(file, to: copy) { _, _ in }
        try DatabaseKind.conversations.check(copy)
        let copied = try SQLiteConversationStore(at: copy, access: .readOnly)
        #expect(try await copied.turns(of: session.id, last: nil).map(\.record.question) == ["before"])
        #expect(try await store.turns(of: session.id, last: nil).count == 2)
        let attributes = try FileManager.default.attributesOfItem(atPath: copy.path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        try store.close()
    }

    @Test("a database of a newer kefu, one of another kind and a file that is none are refused")
    func refused() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "a.sqlite")
        try SQLiteConversationStore(at: file, access: .readWrite).close()
        try DatabaseKind.conversations.check(file)
        #expect(throws: RAGError.self) { try DatabaseKind.index.check(file) }
        try await DatabaseQueue(path: file.path).write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('of the future')")
        }
        #expect(throws: RAGError.self) { try DatabaseKind.conversations.check(file) }
        try Data("no database".utf8).write(to: file)
        #expect(throws: RAGError.self) { try DatabaseKind.conversations.check(file) }
    }

    @Test("states of passages that are gone are deleted, and their texts are not in the file any more")
    func pruning() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "states.sqlite")
        let states = try SQLiteTokenStates(at: file)
        let tokens = PassageTokens(bytes: [1, 2, 3, 4])
        try await states.keep(["透明企鹅": tokens, "stays": tokens], form: "f")
        #expect(try await states.prune(keeping: ["stays", "new"]) == 1)
        let found = try await states.tokens(of: ["透明企鹅", "stays"], form: "f")
        #expect(Set(found.keys) == ["stays"])
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) {
            let bytes = try Data(contentsOf: folder.url.appending(path: name))
            #expect(bytes.range(of: Data("透明企鹅".utf8)) == nil, "\(name)")
        }
    }
}
