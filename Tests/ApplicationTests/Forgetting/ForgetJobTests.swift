import Batch
import Foundation
import OperatingSystem
import Privacy
import RAGCore
import SQLiteStore
import Testing

@testable import Application

@Suite("Forgetting a customer")
struct ForgetJobTests {
    private func turn(_ question: String, at date: Date = Date()) -> TurnRecord {
        TurnRecord(
            question: question,
            askedAt: date,
            decision: DecisionRecord("declined", leavesOpen: true),
            answer: "没有找到答案"
        )
    }

    /// Every file of the workspace with `words` in its bytes.
    private func files(with words: String, in workspace: Workspace) throws -> [String] {
        let needle = Data(words.utf8)
        return try FileManager.default.subpathsOfDirectory(atPath: workspace.root.path).filter { path in
            let url = workspace.root.appending(path: path)
            guard !url.isFolder, let bytes = try? Data(contentsOf: url) else { return false }
            return bytes.range(of: needle) != nil
        }
    }

    private func customer(_ text: String) throws -> ForgetScope {
        .customer(try #require(CustomerQuery(text)))
    }

    @Test("a customer is found by a masked number, shown, and erased with every byte")
    func masked() async throws {
        try await withAssembly { assembly in
            let store = try assembly.serviceStore()
            let conversations = assembly.masking(store)
            let mine = try await conversations.begin(name: nil, owner: nil, at: Date())
            _ = try await conversations.append(turn("我的手机号 13812345678，蓝色独角兽水壶坏了"), to: mine.id)
            for number in 0..<50 {
                _ = try await conversations.append(turn("蓝色独角兽水壶坏了，第 \(number) 次"), to: mine.id)
            }
            let other = try await conversations.begin(name: nil, owner: nil, at: Date())
            _ = try await conversations.append(turn("我的手机号 13912345678，退货要几天？"), to: other.id)
            #expect(try files(with: "13812345678", in: assembly.settings.workspace).isEmpty)
            #expect(try !files(with: "独角兽", in: assembly.settings.workspace).isEmpty)

            let job = ForgetJob(try customer("138-1234-5678"), in: assembly)
            let plan = try await job.plan()
            #expect(plan.sessions.map(\.id) == [mine.id])
            #expect(try await store.session(mine.id) != nil, "a plan changes nothing")
            #expect(try await job.erase(plan) == [])
            #expect(try files(with: "独角兽", in: assembly.settings.workspace).isEmpty)
            #expect(try await store.session(mine.id) == nil)
            #expect(try await store.turns(of: other.id, last: nil).count == 1)
            try store.close()
        }
    }

    @Test("a customer is found by name, contact and remark, and not by the company's answers")
    func words() async throws {
        try await withAssembly { assembly in
            let store = try assembly.serviceStore()
            var ids: [String] = []
            for number in 0..<4 {
                let session = try await store.begin(name: number == 0 ? "Ann Lee" : nil, owner: nil, at: Date())
                _ = try await store.append(turn("question \(number)"), to: session.id)
                ids.append(session.id)
            }
            try await store.keep(Contact(name: "ann lee", address: "x", words: nil, at: Date()), of: ids[1])
            try await store.add(Feedback(.bad, words: "told Ann  Lee otherwise", at: Date()), toTurn: 1, of: ids[2])
            var answered = turn("who?")
            answered.answer = "Ann Lee will call you."
            _ = try await store.append(answered, to: ids[3])
            let plan = try await ForgetJob(try customer("Ann Lee"), in: assembly).plan()
            #expect(Set(plan.sessions.map(\.id)) == Set(ids.prefix(3)))
            try store.close()
        }
    }

    @Test("what is older than a day is erased, and newer turns stay")
    func old() async throws {
        try await withAssembly { assembly in
            let store = try assembly.serviceStore()
            let session = try await store.begin(name: "s", owner: nil, at: Date())
            let then = Date(timeIntervalSinceNow: -100 * 86_400)
            _ = try await store.append(turn("旧的独角兽", at: then), to: session.id)
            _ = try await store.append(turn("新的问题"), to: session.id)
            try await store.keep(Contact(name: "旧的独角兽", address: "x", words: nil, at: then), of: session.id)
            let job = ForgetJob(.olderThan(Date(timeIntervalSinceNow: -90 * 86_400)), in: assembly)
            let plan = try await job.plan()
            #expect((plan.oldTurns, plan.oldContacts) == (1, 1))
            #expect(try await job.erase(plan) == [])
            #expect(try files(with: "独角兽", in: assembly.settings.workspace).isEmpty)
            #expect(try await store.turns(of: session.id, last: nil).map(\.record.question) == ["新的问题"])
            try store.close()
        }
    }

    @Test("history, journals and requests lose the customer's lines; outputs are named with their rows")
    func files() async throws {
        try await withAssembly { assembly in
            let workspace = assembly.settings.workspace
            let folder = try workspace.batchFolder()
            let lines = ["退货要几天", "我是王独角", "运费呢"]
            let history = try lines.reduce(into: Data()) { $0 += try JSONEncoder().encode($1) + [0x0A] }
            try history.write(to: workspace.history)
            let journal = folder.appending(path: "a.csv-1.journal")
            do {
                let open = try BatchJournal(at: journal, fingerprint: BatchContext.fingerprint)
                for (row, answer) in ["好的", "王独角您好", "12 元"].enumerated() {
                    let question = BatchQuestion(row: row, place: row + 2, text: "q\(row)")
                    var result = AnsweredRow(row: row, question: question.text)
                    result.answer = answer
                    try await open.keep(result, of: question, state: "s")
                }
            }
            let provider = folder.appending(path: "a.csv-1.provider")
            try FileManager.default.createDirectory(at: provider, withIntermediateDirectories: true)
            try Data("{\"q\": \"王独角\"}\n".utf8).write(to: provider.appending(path: "1.jsonl"))
            let output = workspace.root.appending(path: "answers.csv")
            try Data("question,answer\nq0,好的\nq2,\"问王独角\"\n".utf8).write(to: output)
            OutputRegistry(workspace).note(output.path)

            let job = ForgetJob(try customer("王独角"), in: assembly)
            let plan = try await job.plan()
            #expect(plan.historyLines == 1)
            #expect(plan.remainders.map(\.rows) == [[3]])
            #expect(plan.requestFiles.count == 1)
            // The row of the output is the question of another entry of the journal.
            #expect(plan.journals.map(\.entries) == [2])
            #expect(try await job.erase(plan) == [])
            #expect(try self.files(with: "王独角", in: workspace) == ["answers.csv"])
            let left = try BatchJournal(at: journal, fingerprint: BatchContext.fingerprint)
            #expect(await left.row(BatchQuestion(row: 0, place: 2, text: "q0"), state: "s")?.answer == "好的")
            #expect(await left.row(BatchQuestion(row: 2, place: 4, text: "q2"), state: "s") == nil)
            #expect(try String(contentsOf: workspace.history, encoding: .utf8).split(separator: "\n").count == 2)
        }
    }

    @Test("a journal that a batch is using is not touched, and is named")
    func busy() async throws {
        try await withAssembly { assembly in
            let folder = try assembly.settings.workspace.batchFolder()
            let journal = folder.appending(path: "a.journal")
            try Data("kefu batch/1\nrow\tx\ts\t\"王独角\"\n".utf8).write(to: journal)
            let lock = try FileLock(.exclusive, folder.appending(path: "a.lock").path)
            let job = ForgetJob(try customer("王独角"), in: assembly)
            let plan = try await job.plan()
            #expect(plan.busyJournals == [journal.path])
            #expect(plan.journals.isEmpty)
            withExtendedLifetime(lock) {}
        }
    }
}
