import RAGCore

/// Answers the questions of a file, many at once, and reports each row twice: as soon as it is finished, and in the
/// order of the file.
package struct BatchJob: Sendable {
    /// Limits of a run.
    package struct Settings: Sendable {
        /// Questions that are answered at once.
        package var workers = 8
        /// Questions that are prepared together.
        package var lot = 128
        /// Lots that are prepared at once.
        package var lotsAtOnce = 1
        /// How long a row waits for a service that cannot be reached before the run stops.
        package var patience: Duration = .seconds(60)

        /// Creates the default limits.
        package init() {}
    }

    /// A report of a running job.
    package enum Event: Sendable {
        /// A row was answered now; rows come in any order.
        case finished(AnsweredRow, BatchQuestion)
        /// The next row of the file.
        case row(AnsweredRow)
        /// Half a second has passed.
        case tick
    }

    /// The functions that a run calls.
    package struct Parts: Sendable {
        /// Answers one question.
        package var answer: @Sendable (BatchQuestion) async throws -> AnsweredRow
        /// Embeds questions before they are answered. Its errors are ignored, because answering meets them again.
        package var prepare: @Sendable ([String]) async throws -> Void
        /// Returns the row that an earlier run has finished, or nil if the question must be answered.
        package var recall: @Sendable (BatchQuestion) async -> AnsweredRow?
        /// Called when a service cannot be reached, with the pause until it is asked again.
        package var onPause: @Sendable (RAGError, Duration) -> Void

        /// Creates the functions of a run; only answering is needed.
        package init(
            answer: @escaping @Sendable (BatchQuestion) async throws -> AnsweredRow,
            prepare: @escaping @Sendable ([String]) async throws -> Void = { _ in },
            recall: @escaping @Sendable (BatchQuestion) async -> AnsweredRow? = { _ in nil },
            onPause: @escaping @Sendable (RAGError, Duration) -> Void = { _, _ in }
        ) {
            (self.answer, self.prepare, self.recall, self.onPause) = (answer, prepare, recall, onPause)
        }
    }

    let parts: Parts
    let settings: Settings

    /// Rows that may be finished before an earlier one; they are held in memory until then.
    private static let mostAhead = 8_192

    /// Creates a job that calls `parts`.
    package init(_ parts: Parts, settings: Settings) {
        self.parts = parts
        self.settings = settings
    }

    /// The outcome of one task of the group.
    private enum Result: Sendable {
        case ready([BatchQuestion], known: [AnsweredRow])
        case answered(AnsweredRow)
        case stopped(BatchStop)
        case tick
    }

    /// Runs until the last row, or until something stops it, and returns the stop. Answers in progress are awaited if
    /// the cost limit was reached, and cancelled for any other stop. Throws what `report` throws.
    package func run(
        _ questions: [BatchQuestion],
        plan: BatchPlan,
        report: (Event) async throws -> Void
    ) async throws -> BatchStop? {
        try await withThrowingTaskGroup(of: Result.self) { group in
            var order = RowOrder(questions, plan: plan)
            var queue = BatchQueue(plan.asked.map { questions[$0] }, settings: settings)
            var stop: BatchStop?
            func write() async throws { while let row = order.pop() { try await report(.row(row)) } }

            try await write()
            group.addTask { await tick() }
            while true {
                if stop == nil, order.next < questions.count {
                    while let lot = queue.takeLot(before: order.next + Self.mostAhead) {
                        group.addTask { await prepare(lot) }
                    }
                    while let question = queue.takeQuestion() { group.addTask { await answer(question) } }
                }
                guard queue.isBusy, let result = try await group.next() else { break }
                switch result {
                case .tick:
                    try await report(.tick)
                    group.addTask { await tick() }
                case .ready(let asked, let known):
                    queue.add(asked)
                    for row in known { order.finish(row) }
                    try await write()
                case .answered(let row):
                    queue.finish()
                    try await report(.finished(row, questions[row.row]))
                    order.finish(row)
                    try await write()
                case .stopped(let reason):
                    queue.finish()
                    stop = stop ?? reason
                    if case .cost = reason { continue }
                    group.cancelAll()
                }
            }
            group.cancelAll()
            return stop ?? (Task.isCancelled && order.next < questions.count ? .interrupted : nil)
        }
    }

    private func tick() async -> Result {
        try? await Task.sleep(for: .milliseconds(500))
        return .tick
    }

    private func prepare(_ lot: [BatchQuestion]) async -> Result {
        var asked: [BatchQuestion] = []
        var known: [AnsweredRow] = []
        for question in lot {
            if let row = await parts.recall(question) { known.append(row) } else { asked.append(question) }
        }
        if !asked.isEmpty { try? await parts.prepare(asked.map(\.text)) }
        return .ready(asked, known: known)
    }

    private func answer(_ question: BatchQuestion) async -> Result {
        do {
            return .answered(try await patiently { try await parts.answer(question) })
        } catch {
            if let stop = BatchStop(error) { return .stopped(stop) }
            let cause = error as? RAGError ?? RAGError(.failed, "The question could not be answered: \(error)")
            return .answered(AnsweredRow(question, error: cause))
        }
    }

    /// Repeats `work` after growing pauses while a service cannot be reached.
    private func patiently(_ work: () async throws -> AnsweredRow) async throws -> AnsweredRow {
        var pause = Duration.seconds(1)
        var waited = Duration.zero
        while true {
            do {
                return try await work()
            } catch let error as RAGError where error.code == .unreachable && waited < settings.patience {
                parts.onPause(error, pause)
                try await Task.sleep(for: pause)
                waited += pause
                pause = min(pause * 2, .seconds(30))
            }
        }
    }
}
