import Foundation
import RAGCore
import SQLiteStore
import Testing

@Suite("States of tokens on disk")
struct SQLiteTokenStatesTests {
    private let file = URL.temporaryDirectory.appending(path: "kefu-states-\(UUID())/states.sqlite")

    private func states(_ byte: UInt8, _ count: Int = 96) -> PassageTokens {
        PassageTokens(bytes: [UInt8](repeating: byte, count: count))
    }

    @Test("what was kept is found after reopening, by passage and form")
    func kept() async throws {
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
        try await SQLiteTokenStates(at: file).keep(["退货": states(1), "warranty": states(2)], form: "a")
        let cache = try SQLiteTokenStates(at: file)
        #expect(try await cache.tokens(of: ["退货", "parcel"], form: "a") == ["退货": states(1)])
        #expect(try await cache.tokens(of: ["退货"], form: "b").isEmpty)
    }

    @Test("states of an older form go when new ones are kept")
    func forms() async throws {
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
        let cache = try SQLiteTokenStates(at: file)
        try await cache.keep(["a": states(1)], form: "old")
        try await cache.keep(["b": states(2)], form: "new")
        #expect(try await cache.tokens(of: ["a"], form: "old").isEmpty)
        #expect(try await cache.tokens(of: ["b"], form: "new") == ["b": states(2)])
    }

    @Test("a full file drops what was kept first, and never what was kept last")
    func capacity() async throws {
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
        let cache = try SQLiteTokenStates(at: file, capacity: 300_000)
        for number in 0..<40 {
            try await cache.keep([ExactText("\(number)"): states(UInt8(number), 20_000)], form: "a")
        }
        let found = try await cache.tokens(of: (0..<40).map { ExactText(String($0)) }, form: "a")
        #expect(found["39"] == states(39, 20_000))
        #expect(found["0"] == nil)
        #expect((5...15).contains(found.count), "\(found.count)")
    }

    @Test("the memory in front reads each passage once and passes on what is kept")
    func memory() async throws {
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
        let disk = try SQLiteTokenStates(at: file)
        try await disk.keep(["a": states(1)], form: "f")
        let cache = RecentTokenStates(before: disk)
        #expect(try await cache.tokens(of: ["a"], form: "f") == ["a": states(1)])
        try await cache.keep(["b": states(2)], form: "f")
        #expect(try await disk.tokens(of: ["a", "b"], form: "f").count == 2)
        // A newer form empties the file; memory still holds what it has read.
        try await disk.keep(["c": states(3)], form: "g")
        #expect(try await cache.tokens(of: ["a", "b", "c"], form: "f").count == 2)
    }
}
