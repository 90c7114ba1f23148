import Answering
import Foundation
import RAGCore
import SQLiteStore
import Testing

@testable import Application

@Suite struct TurnRecorderTests {
    /// A recorder on a file in a temporary folder, with the store behind it and the notices that it sends.
    private struct Fixture {
        let recorder: TurnRecorder
        let store: SQLiteConversationStore
        let notices: Recorded<String>
        let openings: Recorded<Bool>
    }

    private func withRecorder(
        keepDays: Int? = nil,
        price: TokenPrice? = nil,
        _ body: (Fixture) async throws -> Void
    ) async throws {
        try await withWorkspace { workspace in
            let store = try SQLiteConversationStore(at: workspace.conversations, access: .readWrite)
            let (notices, openings) = (Recorded<String>(), Recorded<Bool>())
            let recorder = TurnRecorder(price: price, keepDays: keepDays) { notice in
                notices.add("\(notice)")
            } open: {
                openings.add(true)
                return store
            }
            try await body(Fixture(recorder: recorder, store: store, notices: notices, openings: openings))
            try store.close()
        }
    }

    @Test("the turns of two conversations go to their own sessions, in their own order, however they alternate")
    func interleaved() async throws {
        try await withRecorder { fixture async throws in
            var first = RecordedConversation()
            var second = RecordedConversation()
            for round in 1...3 {
                let one = await fixture.recorder.record(answer("甲\(round)"), in: &first)
                let other = await fixture.recorder.record(answer("乙\(round)"), in: &second)
                #expect(one?.number == round && other?.number == round)
            }
            #expect(first.session?.id != second.session?.id)
            #expect(first.lastTurn == 3 && second.lastTurn == 3)
            let turns = try await fixture.recorder.turns(of: first)
            #expect(turns.map(\.record.question) == ["甲1", "甲2", "甲3"])
            #expect(try await fixture.recorder.turns(of: second).map(\.record.question) == ["乙1", "乙2", "乙3"])
            #expect(first.conversation.turns.map(\.question) == ["甲1", "甲2", "甲3"])
            #expect(try await fixture.store.sessions(limit: 10).count == 2)
            #expect(fixture.openings.values.count == 1)
        }
    }

    @Test("a hundred conversations at the same time lose no turn and open the store once")
    func concurrent() async throws {
        try await withRecorder { fixture async throws in
            let recorder = fixture.recorder
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...100 {
                    group.addTask {
                        var conversation = RecordedConversation()
                        await recorder.record(answer("\(number) a"), in: &conversation)
                        await recorder.record(answer("\(number) b"), in: &conversation)
                        let turns = try await recorder.turns(of: conversation)
                        #expect(turns.map(\.record.question) == ["\(number) a", "\(number) b"])
                        #expect(turns.map(\.number) == [1, 2])
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await fixture.store.sessions(limit: 1_000).count == 100)
            #expect(fixture.openings.values.count == 1)
        }
    }

    @Test("nothing is opened before it is needed")
    func lazy() async throws {
        try await withRecorder { fixture async throws in
            #expect(try await fixture.recorder.turns(of: RecordedConversation()).isEmpty)
            #expect(fixture.openings.values.isEmpty)
            #expect(try await fixture.recorder.sessions(limit: 1).isEmpty)
            #expect(fixture.openings.values.count == 1)
        }
    }

    @Test("where nothing is stored, the conversation goes on and is not lost to the next question")
    func notStored() async throws {
        let notices = Recorded<String>()
        let recorder = TurnRecorder(price: nil, keepDays: nil, notify: { notices.add("\($0)") }, open: { nil })
        var conversation = RecordedConversation()
        #expect(await recorder.record(answer("问"), in: &conversation) == nil)
        #expect(conversation.conversation.turns.count == 1)
        #expect(conversation.session == nil && conversation.lastTurn == nil)
        #expect(notices.values.isEmpty, "nothing is wrong: conversations are switched off")
        let error = await #expect(throws: RAGError.self) { _ = try await recorder.enter("王女士") }
        #expect(error?.code == .notConfigured)
        #expect(error?.message == "Conversations are not stored")
    }

    @Test("a store that cannot be opened is reported once for all conversations, and every question is answered")
    func reportedOnce() async throws {
        let notices = Recorded<String>()
        let recorder = TurnRecorder(price: nil, keepDays: nil, notify: { notices.add("\($0)") }) {
            throw RAGError(.failed, "The disk is full")
        }
        for _ in 1...3 {
            var conversation = RecordedConversation()
            #expect(await recorder.record(answer("问"), in: &conversation) == nil)
            #expect(conversation.conversation.turns.count == 1)
        }
        #expect(notices.values.count == 1)
        #expect(notices.values.first?.contains("The disk is full") == true)
    }

    @Test("a session that a person erased while it was answered is no failure, and the next one is reported")
    func erased() async throws {
        try await withRecorder { fixture async throws in
            var conversation = RecordedConversation()
            await fixture.recorder.record(answer("一"), in: &conversation)
            try await fixture.store.delete(try #require(conversation.session?.id))
            #expect(await fixture.recorder.record(answer("二"), in: &conversation) == nil)
            #expect(fixture.notices.values.isEmpty)
        }
    }

    @Test("old turns are removed when a session begins, and only then")
    func pruning() async throws {
        try await withRecorder(keepDays: 10) { fixture async throws in
            let old = try await fixture.store.begin(name: "old", at: Date(timeIntervalSinceNow: -20 * 86_400))
            func append(daysAgo days: Double) async throws {
                let record = TurnRecord(
                    question: "\(days)",
                    askedAt: Date(timeIntervalSinceNow: -days * 86_400),
                    decision: DecisionRecord("answered", leavesOpen: false),
                    answer: "a"
                )
                _ = try await fixture.store.append(record, to: old.id)
            }
            func left() async throws -> [String] {
                try await fixture.store.turns(of: old.id, last: nil).map(\.record.question)
            }
            try await append(daysAgo: 11)
            try await append(daysAgo: 9)
            var conversation = RecordedConversation()
            await fixture.recorder.record(answer("一"), in: &conversation)
            #expect(try await left() == ["9.0"])
            try await append(daysAgo: 12)
            await fixture.recorder.record(answer("二"), in: &conversation)
            #expect(try await left() == ["9.0", "12.0"], "the session has begun already")
            var another = RecordedConversation()
            await fixture.recorder.record(answer("三"), in: &another)
            #expect(try await left() == ["9.0"])
        }
    }

    @Test("a session is entered by name and begun once; its turns and summary come back, the last fifty of many")
    func entering() async throws {
        try await withRecorder { fixture async throws in
            var conversation = try await fixture.recorder.enter("王女士")
            #expect(conversation.session?.name == "王女士")
            #expect(conversation.lastTurn == nil)
            for number in 1...60 { await fixture.recorder.record(answer("问\(number)"), in: &conversation) }
            let id = try #require(conversation.session?.id)
            try await fixture.store.keep(ConversationSummary("关于退货", lastTurn: 10), of: id)

            let again = try await fixture.recorder.enter("王女士")
            #expect(again.session?.id == id)
            #expect(again.lastTurn == 60)
            #expect(again.conversation.turns.map(\.question) == (11...60).map { "问\($0)" })
            #expect(again.conversation.summary?.text == "关于退货")
            #expect(try await fixture.recorder.resume(nil).session?.id == id)
            #expect(try await fixture.recorder.turns(of: again).count == 60)
            let error = await #expect(throws: RAGError.self) { _ = try await fixture.recorder.resume("nobody") }
            #expect(error?.message == "There is no session nobody")
        }
    }

    @Test("a verdict goes to the last turn of its conversation, or to the one that is named")
    func feedback() async throws {
        try await withRecorder { fixture async throws in
            var conversation = RecordedConversation()
            let error = await #expect(throws: RAGError.self) {
                try await fixture.recorder.add(.bad, words: nil, of: conversation)
            }
            #expect(error?.message == "There is no answer yet to give feedback on")
            for text in ["一", "二"] { await fixture.recorder.record(answer(text), in: &conversation) }
            try await fixture.recorder.add(.bad, words: "  答非所问\n", of: conversation)
            try await fixture.recorder.add(.good, words: " ", toTurn: 1, of: conversation)
            let turns = try await fixture.recorder.turns(of: conversation)
            #expect(turns[1].feedback.map(\.verdict) == [.bad])
            #expect(turns[1].feedback.first?.words == "答非所问")
            #expect(turns[0].feedback.map(\.verdict) == [.good])
            #expect(turns[0].feedback.first?.words == nil)
        }
    }

    @Test("a turn keeps its price, and whether it left the customer without an answer")
    func record() async throws {
        try await withRecorder(price: TokenPrice(input: 1, output: 10)) { fixture async throws in
            var conversation = RecordedConversation()
            let sources = [source("zh/a.md", "签收后 15 天内可以退货。")]
            let turn = await fixture.recorder.record(answer("问", sources: sources), in: &conversation)
            #expect(turn?.record.cost == 0.0002)
            #expect(turn?.record.decision.leavesOpen == false)
            #expect(turn?.record.sources.map(\.passage.path) == ["zh/a.md"])
            #expect(turn?.record.sources.first?.isCited == true)
            let declined = answer("问", decision: .declined, reason: .notInDocuments)
            let open = await fixture.recorder.record(declined, in: &conversation)
            #expect(open?.record.decision.leavesOpen == true)
            #expect(open?.record.decision.reason == "not-in-documents")
        }
    }

    @Test(
        "who asked for a person or said hello was served; who was declined was not",
        arguments: [
            (.declined, nil, true), (.handedOver, .requested, false), (.handedOver, .repeatedFailure, true),
            (.handedOver, .listedTopic, false), (.smallTalk, .greeting, false), (.blocked, .listedQuestion, false),
            (.askedBack, nil, false), (.quoted, nil, false), (.direct, nil, false),
        ] as [(Answer.Decision, Answer.Reason?, Bool)]
    )
    func leavesOpen(decision: Answer.Decision, reason: Answer.Reason?, isOpen: Bool) {
        let record = TurnRecord(answer("问", decision: decision, reason: reason), price: nil)
        #expect(record.decision.leavesOpen == isOpen)
        #expect(record.cost == nil)
    }
}
