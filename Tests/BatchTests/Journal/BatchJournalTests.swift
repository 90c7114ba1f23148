import Answering
import Foundation
import RAGCore
import Testing

@testable import Batch

@Suite struct BatchJournalTests {
    private func withFile(_ body: (URL) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file)
    }

    private func journal(_ file: URL, isFresh: Bool = false) throws -> BatchJournal {
        try BatchJournal(at: file, isFresh: isFresh) { "\($0.hashValue)" }
    }

    private let question = BatchQuestion(row: 4, place: 6, text: "运费多少？")

    private var row: AnsweredRow {
        var row = AnsweredRow(row: 4, question: question.text)
        row.answer = "满 99 元\t免运费\n[1]"
        row.decision = .answered
        row.usage = TokenUsage(input: 300, output: 20)
        row.cost = 0.5
        return row
    }

    @Test("a stored row is found for the same question in the same state, at the new position of the question")
    func rows() async throws {
        try await withFile { file in
            try await journal(file).keep(row, of: question, state: "s1")
            #expect(!String(decoding: try Data(contentsOf: file), as: UTF8.self).contains(question.text))
            let again = try journal(file)
            let moved = BatchQuestion(row: 9, place: 11, text: question.text)
            let found = try #require(await again.row(moved, state: "s1"))
            #expect(found.row == 9 && found.question == question.text)
            #expect(found.answer == row.answer && found.cost == 0.5)
            #expect(await again.row(question, state: "s2") == nil)
            #expect(await again.row(BatchQuestion(row: 0, place: 2, text: "运费"), state: "s1") == nil)
            #expect(try await journal(file, isFresh: true).row(question, state: "s1") == nil)
        }
    }

    @Test("a row that an earlier version stored with a confidence is read with that certainty")
    func earlierVersion() async throws {
        try await withFile { file in
            let line =
                #"{"row":4,"question":"","answer":"A","confidence":0.9,"sources":[],"unsupported":[],"seconds":1}"#
            try Data("kefu batch/1\nrow\tkey\ts1\t\(line)\n".utf8).write(to: file)
            let journal = try BatchJournal(at: file) { _ in "key" }
            let found = try #require(await journal.row(question, state: "s1"))
            #expect(found.certainty == 0.9 && found.answer == "A" && found.question == question.text)
        }
    }

    @Test("wherever the file is cut off, its complete lines are found and more can be appended")
    func torn() async throws {
        try await withFile { file in
            let first = try journal(file)
            for number in 0..<3 {
                try await first.keep(row, of: BatchQuestion(row: number, place: 0, text: "q\(number)"), state: "s")
            }
            let whole = try Data(contentsOf: file)
            let ends = whole.indices.filter { whole[$0] == 0x0A }
            for cut in stride(from: 0, through: whole.count, by: 7) {
                try whole.prefix(cut).write(to: file)
                let torn = try journal(file)
                let lines = ends.count { $0 < cut }
                for number in 0..<3 {
                    let question = BatchQuestion(row: number, place: 0, text: "q\(number)")
                    let found = await torn.row(question, state: "s")
                    #expect((found != nil) == (number + 1 < lines), "cut at \(cut), row \(number)")
                }
                try await torn.keep(row, of: BatchQuestion(row: 0, place: 0, text: "more"), state: "s")
                let more = BatchQuestion(row: 0, place: 0, text: "more")
                #expect(await (try journal(file)).row(more, state: "s") != nil)
            }
        }
    }

    @Test("a reply is found only by exactly the same request to the same model") func replies() async throws {
        try await withFile { file in
            let request = ChatRequest(messages: [ChatMessage(.user, "hello")], maximumTokens: 10, temperature: 0)
            let reply = BatchJournal.Reply(text: "hi", usage: nil, finish: "stop")
            try await journal(file).keep(reply, of: "m", to: request, share: 0.5)
            let again = try journal(file)
            #expect(await again.reply(of: "m", to: request) == reply)
            #expect(await again.share(of: "m", to: request) == 0.5)
            #expect(await again.reply(of: "n", to: request) == nil)
            var other = request
            other.maximumTokens = 11
            #expect(await again.reply(of: "m", to: other) == nil)
            other = request
            other.messages = [ChatMessage(.assistant, "hello")]
            #expect(await again.reply(of: "m", to: other) == nil)
        }
    }

    @Test("a request is sent once if its reply is complete, and again if it broke off") func remembered() async throws {
        try await withFile { file in
            let model = CountedModel()
            let remembered = RememberedReplies(model, journal: try journal(file))
            let request = ChatRequest(messages: [ChatMessage(.user, "hello")])
            #expect(try await remembered.text(request) == "hello 1")
            #expect(try await remembered.text(request) == "hello 1")
            #expect(model.calls == 1)
            let broken = ChatRequest(messages: [ChatMessage(.user, "break")])
            await #expect(throws: RAGError.self) { try await remembered.text(broken) }
            await #expect(throws: RAGError.self) { try await remembered.text(broken) }
            #expect(model.calls == 3)
        }
    }

    @Test("the typical reply is the mean of at least ten, by the provider's count or else an estimate")
    func typicalReply() async throws {
        try await withFile { file in
            let journal = try journal(file)
            for number in 0..<10 {
                #expect(await journal.typicalReply() == nil)
                let request = ChatRequest(messages: [ChatMessage(.user, "\(number)")])
                let usage = number < 5 ? TokenUsage(input: 1, output: 11) : nil
                try await journal.keep(BatchJournal.Reply(text: "one two three", usage: usage), of: "m", to: request)
            }
            #expect(await journal.typicalReply() == (5 * 11 + 5 * TokenEstimator.count("one two three")) / 10)
        }
    }

    @Test("uploads are open until they are closed, and their requests are known ever after")
    func uploads() async throws {
        try await withFile { file in
            let first = try journal(file)
            try await first.record("u2", requests: ["a", "b"])
            try await first.record("u1", requests: ["c"])
            try await first.close("u2")
            let again = try journal(file)
            #expect(await again.openUploads() == ["u1"])
            #expect(await again.submittedRequests() == ["a", "b", "c"])
        }
    }
}
