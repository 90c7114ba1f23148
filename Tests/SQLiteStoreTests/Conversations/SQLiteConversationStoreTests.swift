import Foundation
import GRDB
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct SQLiteConversationStoreTests {
    private let folder: TemporaryFolder
    private let file: URL
    private let store: SQLiteConversationStore

    init() throws {
        folder = try TemporaryFolder()
        file = folder.url.appending(path: ".kefu/conversations.sqlite")
        store = try SQLiteConversationStore(at: file, access: .readWrite)
    }

    @Test("a stored turn comes back unchanged")
    func wholeTurn() async throws {
        let session = try await store.begin(name: nil, at: TurnSamples.time())
        let turn = TurnSamples.full("那运费呢？")
        let stored = try await store.append(turn, to: session.id)
        #expect(stored == StoredTurn(session: session.id, number: 1, record: turn))
        #expect(try await store.turns(of: session.id, last: nil) == [stored])
        #expect(
            try await SQLiteConversationStore(at: file, access: .readOnly).turns(of: session.id, last: 1) == [stored]
        )
    }

    @Test("sessions do not share turns")
    func isolation() async throws {
        let a = try await store.begin(name: "甲", at: TurnSamples.time())
        let b = try await store.begin(name: "乙", at: TurnSamples.time())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                let session = number.isMultiple(of: 2) ? a : b
                group.addTask {
                    _ = try await store.append(TurnSamples.full("\(session.label) \(number)"), to: session.id)
                }
            }
            try await group.waitForAll()
        }
        for session in [a, b] {
            let turns = try await store.turns(of: session.id, last: nil)
            #expect(turns.map(\.number) == Array(1...20))
            #expect(turns.allSatisfy { $0.record.question.hasPrefix(session.label) && $0.session == session.id })
        }
        try await store.keep(ConversationSummary("甲的话", lastTurn: 3), of: a.id)
        #expect(try await store.summary(of: b.id) == nil)
        #expect(try await store.turns(of: "nobody", last: nil).isEmpty)
        #expect(try await store.session("nobody") == nil)
    }

    @Test("sessions are listed by last use, found by name or ID, and renamed")
    func sessions() async throws {
        let old = try await store.begin(name: "old", at: TurnSamples.time())
        let new = try await store.begin(name: nil, at: TurnSamples.time(10))
        _ = try await store.append(TurnSamples.answered("first", at: 20), to: old.id)
        _ = try await store.append(TurnSamples.answered("second", at: 30), to: old.id)
        let listed = try await store.sessions(limit: 10)
        #expect(listed.map(\.id) == [old.id, new.id])
        #expect(listed.first?.turnCount == 2)
        #expect(listed.first?.firstQuestion == "first")
        #expect(listed.first?.began == TurnSamples.time())
        #expect(listed.first?.lastUsed == TurnSamples.time(30))
        #expect(try await store.sessions(limit: 1).count == 1)

        try await store.rename(new.id, to: " 王女士 ")
        #expect(try await store.session("王女士")?.id == new.id)
        #expect(try await store.session(new.id)?.name == "王女士")
        await #expect(throws: RAGError.self) { try await store.rename(new.id, to: "old") }
        await #expect(throws: RAGError.self) { _ = try await store.begin(name: "old", at: TurnSamples.time()) }
        try await store.rename(old.id, to: "old")
        try await store.rename(old.id, to: nil)
        #expect(try await store.session("old") == nil)
    }

    @Test("a name that is empty, long or like an ID is refused", arguments: ["", "  ", "a\nb", "0123456789ab"])
    func names(name: String) async throws {
        await #expect(throws: RAGError.self) { _ = try await store.begin(name: name, at: TurnSamples.time()) }
        #expect(throws: RAGError.self) { try Session.name(String(repeating: "名", count: 81)) }
    }

    @Test("a passage that several turns found is stored once, and its older versions are kept")
    func passages() async throws {
        let session = try await store.begin(name: nil, at: TurnSamples.time())
        for number in 0..<5 { _ = try await store.append(TurnSamples.full("\(number)"), to: session.id) }
        var changed = TurnSamples.full("changed")
        changed.hits = [HitRecord(TurnSamples.passage("签收后 30 天内可以退货。", pages: 1...2), score: 0.5)]
        _ = try await store.append(changed, to: session.id)
        #expect(try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM passages") } == 3)
        let texts = try await store.turns(of: session.id, last: nil).compactMap(\.record.hits.first?.passage.text)
        #expect(Set(texts) == ["签收后 15 天内可以退货。", "签收后 30 天内可以退货。"])
    }

    @Test("the last feedback decides whether a question counts as unanswered")
    func feedback() async throws {
        let session = try await store.begin(name: nil, at: TurnSamples.time())
        _ = try await store.append(TurnSamples.answered("good", at: 1), to: session.id)
        _ = try await store.append(TurnSamples.declined("天气如何？", at: 2), to: session.id)
        _ = try await store.append(TurnSamples.full("bad", at: 3), to: session.id)
        #expect(try await store.unanswered(since: .distantPast).map(\.turn) == [2])

        try await store.add(Feedback(.good, at: TurnSamples.time(5)), toTurn: 2, of: session.id)
        try await store.add(Feedback(.bad, words: "答非所问", at: TurnSamples.time(6)), toTurn: 3, of: session.id)
        let open = try await store.unanswered(since: .distantPast)
        #expect(open.map(\.turn) == [3])
        #expect(open.first?.isMarkedBad == true)
        #expect(open.first?.passage?.text == "签收后 15 天内可以退货。")
        #expect(open.first?.standaloneQuestion == "退货 bad")

        try await store.add(Feedback(.good, at: TurnSamples.time(7)), toTurn: 3, of: session.id)
        #expect(try await store.unanswered(since: .distantPast).isEmpty)
        #expect(try await store.turns(of: session.id, last: 1).first?.feedback.map(\.words) == ["答非所问", nil])
        await #expect(throws: RAGError.self) {
            try await store.add(Feedback(.bad, at: TurnSamples.time()), toTurn: 9, of: session.id)
        }
    }

    @Test("questions before a date are not listed")
    func since() async throws {
        let session = try await store.begin(name: nil, at: TurnSamples.time())
        for second in 0..<4 {
            _ = try await store.append(TurnSamples.declined("\(second)", at: Double(second)), to: session.id)
        }
        #expect(try await store.unanswered(since: TurnSamples.time(2)).map(\.question) == ["2", "3"])
    }

    @Test("no text of a deleted session remains on the disk")
    func deletion() async throws {
        let secret = "我的秘密问题是蓝色大象"
        let kept = try await store.begin(name: "kept", at: TurnSamples.time())
        let gone = try await store.begin(name: "蓝色大象小姐", at: TurnSamples.time())
        _ = try await store.append(TurnSamples.answered("留下的话"), to: kept.id)
        for number in 0..<30 { _ = try await store.append(TurnSamples.declined(secret + "\(number)"), to: gone.id) }
        try await store.add(Feedback(.bad, words: "蓝色大象不高兴", at: TurnSamples.time()), toTurn: 1, of: gone.id)
        try await store.keep(ConversationSummary("问过蓝色大象", lastTurn: 2), of: gone.id)
        #expect(bytesOnDisk().contains(Data("蓝色大象".utf8)))

        try await store.delete(gone.id)
        #expect(!bytesOnDisk().contains(Data("蓝色大象".utf8)))
        #expect(try await store.sessions(limit: 10).map(\.name) == ["kept"])
        #expect(try await store.turns(of: kept.id, last: nil).map(\.record.question) == ["留下的话"])
        #expect(try await store.unanswered(since: .distantPast).isEmpty)
        await #expect(throws: RAGError.self) { _ = try await store.append(TurnSamples.answered("?"), to: gone.id) }
    }

    @Test("old turns are removed with their summary, and later ones keep their numbers")
    func retention() async throws {
        let long = try await store.begin(name: "long", at: TurnSamples.time())
        let short = try await store.begin(name: "short", at: TurnSamples.time())
        for number in 0..<600 {
            _ = try await store.append(TurnSamples.answered("\(number)", at: Double(number)), to: long.id)
        }
        _ = try await store.append(TurnSamples.answered("x", at: 5), to: short.id)
        try await store.keep(ConversationSummary("sum", lastTurn: 300), of: long.id)

        #expect(try await store.removeTurns(before: TurnSamples.time(550)) == 551)
        #expect(try await store.turns(of: long.id, last: nil).map(\.number) == Array(551...600))
        #expect(try await store.summary(of: long.id) == nil)
        #expect(try await store.sessions(limit: 10).map(\.name) == ["long"])
        #expect(try await store.append(TurnSamples.answered("next", at: 2_000), to: long.id).number == 601)
        #expect(try await store.removeTurns(before: TurnSamples.time(550)) == 0)
    }

    @Test("a summary is never replaced by one of fewer turns")
    func summary() async throws {
        let session = try await store.begin(name: nil, at: TurnSamples.time())
        try await store.keep(ConversationSummary("two", lastTurn: 2), of: session.id)
        try await store.keep(ConversationSummary("one", lastTurn: 1), of: session.id)
        #expect(try await store.summary(of: session.id) == ConversationSummary("two", lastTurn: 2))
    }

    @Test(
        "texts are stored whatever characters they contain",
        arguments: ["a\u{0}b", "'; DROP TABLE turns; --", "\u{1F9FE}", "é\u{301}"]
    )
    func anyText(text: String) async throws {
        let session = try await store.begin(name: nil, at: TurnSamples.time())
        var turn = TurnSamples.full(text)
        turn.answer = text + "!"
        _ = try await store.append(turn, to: session.id)
        let back = try await store.turns(of: session.id, last: nil).first?.record
        #expect(back?.answer == turn.answer.replacing("\u{0}", with: "\u{FFFD}"))
        #expect(back?.question == text.replacing("\u{0}", with: "\u{FFFD}"))
    }

    @Test("the file and its log are for this user only, and every turn is synced")
    func rights() async throws {
        let session = try await store.begin(name: nil, at: TurnSamples.time())
        _ = try await store.append(TurnSamples.answered("x"), to: session.id)
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        #expect(try await store.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
    }

    @Test("reading a missing store is an error")
    func missing() {
        let error = #expect(throws: RAGError.self) {
            _ = try SQLiteConversationStore(at: folder.url.appending(path: "none.sqlite"), access: .readOnly)
        }
        #expect(error?.code == .notConfigured)
        #expect(error?.message.contains("no conversations") == true)
    }

    private func bytesOnDisk() -> Data {
        ["", "-wal"].reduce(into: Data()) {
            $0 += (try? Data(contentsOf: URL(filePath: file.path + $1))) ?? Data()
        }
    }
}
