import Answering
import Foundation
import RAGCore
import Synchronization
import Testing

@testable import Batch

@Suite struct BatchJobTests {
    /// Runs `texts` and returns the rows in the order in which they were reported.
    private func run(
        _ texts: [String],
        workers: Int = 8,
        lot: Int = 16,
        patience: Duration = .zero,
        recall: @escaping @Sendable (BatchQuestion) async -> AnsweredRow? = { _ in nil },
        answer: @escaping @Sendable (BatchQuestion) async throws -> AnsweredRow
    ) async throws -> (rows: [AnsweredRow], stop: BatchStop?) {
        var settings = BatchJob.Settings()
        (settings.workers, settings.lot, settings.patience) = (workers, lot, patience)
        let questions = texts.questions
        var rows: [AnsweredRow] = []
        let parts = BatchJob.Parts(answer: answer, recall: recall)
        let stop = try await BatchJob(parts, settings: settings).run(questions, plan: BatchPlan(questions)) { event in
            if case .row(let row) = event { rows.append(row) }
        }
        return (rows, stop)
    }

    private static func row(_ question: BatchQuestion) -> AnsweredRow {
        var row = AnsweredRow(row: question.row, question: question.text)
        row.answer = "A \(question.text)"
        row.decision = .answered
        return row
    }

    @Test("rows are reported in the order of the file, whatever the order in which they finish")
    func order() async throws {
        let (rows, stop) = try await run((0..<500).map { "question \($0)" }) { question in
            for _ in 0..<(question.row * 7_919 % 23) { await Task.yield() }
            return Self.row(question)
        }
        #expect(stop == nil)
        #expect(rows.map(\.row) == Array(0..<500))
        #expect(rows.allSatisfy { $0.answer == "A question \($0.row)" })
    }

    @Test("equal questions are answered once, and the others share the answer") func referred() async throws {
        let asked = Mutex<[String]>([])
        let (rows, _) = try await run(["运费多少", "怎么退货", "运费多少？", "运费 多少"]) { question in
            asked.withLock { $0.append(question.text) }
            return Self.row(question)
        }
        #expect(asked.withLock { $0.sorted() } == ["怎么退货", "运费多少"])
        #expect(rows.map(\.sameAs) == [nil, nil, 0, 0])
        #expect(rows[3].answer == "A 运费多少" && rows[3].question == "运费 多少" && rows[3].usage == nil)
    }

    @Test("a row that fails has an error and does not stop the others") func failing() async throws {
        let (rows, stop) = try await run((0..<40).map { "question \($0)" }) { question in
            if question.row % 10 == 3 { throw RAGError(.serviceFailed, "The service failed", hint: "Try again") }
            return Self.row(question)
        }
        #expect(stop == nil)
        #expect(rows.filter { $0.error != nil }.map(\.row) == [3, 13, 23, 33])
        #expect(rows[3].error == "The service failed. Try again.")
    }

    @Test(
        "an error that concerns every row stops the run, and no finished row is lost",
        arguments: [RAGError.Code.keyRefused, .notConfigured, .rateLimited, .unreachable]
    )
    func stopping(code: RAGError.Code) async throws {
        let (rows, stop) = try await run((0..<100).map { "question \($0)" }, workers: 1) { question in
            if question.row == 30 { throw RAGError(code, "No") }
            return Self.row(question)
        }
        guard case .fault(let error) = stop else { return #expect(Bool(false), "\(String(describing: stop))") }
        #expect(error.code == code)
        #expect(rows.count == 30)
    }

    @Test("a service that cannot be reached is asked again until it answers") func patient() async throws {
        let calls = Mutex(0)
        let (rows, stop) = try await run(["one"], patience: .seconds(60)) { question in
            let call = calls.withLock { count in
                count += 1
                return count
            }
            if call == 1 { throw RAGError(.unreachable, "Away") }
            return Self.row(question)
        }
        #expect(stop == nil)
        #expect(rows.count == 1 && rows[0].error == nil)
    }

    @Test("rows that an earlier run finished are not answered again") func known() async throws {
        let asked = Mutex<[Int]>([])
        let (rows, _) = try await run(
            (0..<50).map { "question \($0)" },
            recall: { $0.row < 45 ? Self.row($0) : nil },
            answer: { question in
                asked.withLock { $0.append(question.row) }
                return Self.row(question)
            }
        )
        #expect(rows.count == 50)
        #expect(asked.withLock { $0.sorted() } == [45, 46, 47, 48, 49])
    }

    @Test("a cancelled run ends at once as interrupted") func cancelled() async throws {
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await run((0..<10).map { "question \($0)" }, workers: 2) { question in
                start.yield()
                try await Task.sleep(for: .seconds(3_600))
                return Self.row(question)
            }
        }
        for await _ in started { break }
        task.cancel()
        let (rows, stop) = try await task.value
        guard case .interrupted = stop else { return #expect(Bool(false), "\(String(describing: stop))") }
        #expect(rows.isEmpty)
    }
}
