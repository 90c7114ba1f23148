/// The questions to prepare and to answer next, in the order of the file and within the limits of the settings.
struct BatchQueue: Sendable {
    private let settings: BatchJob.Settings
    private var waiting: ArraySlice<BatchQuestion>
    private var ready: [BatchQuestion] = []
    /// Number of questions of `ready` that were taken.
    private var taken = 0
    private var lots = 0
    private var running = 0

    init(_ questions: [BatchQuestion], settings: BatchJob.Settings) {
        self.settings = settings
        waiting = questions[...]
    }

    /// Whether any lot or question is in progress.
    var isBusy: Bool { lots + running > 0 }

    /// Returns the next questions to prepare, or nil if enough are prepared or the next one is at `row` or later.
    mutating func takeLot(before row: Int) -> [BatchQuestion]? {
        guard lots < settings.lotsAtOnce, ready.count - taken < settings.workers + settings.lot,
            let next = waiting.first, next.row < row
        else { return nil }
        let lot = Array(waiting.prefix(settings.lot))
        waiting = waiting.dropFirst(lot.count)
        lots += 1
        return lot
    }

    /// Ends the preparation of a lot and queues those of its questions that must be answered.
    mutating func add(_ questions: [BatchQuestion]) {
        lots -= 1
        ready.removeFirst(taken)
        taken = 0
        ready += questions
    }

    /// Returns the next question to answer, or nil if none is ready or all workers are busy.
    mutating func takeQuestion() -> BatchQuestion? {
        guard running < settings.workers, taken < ready.count else { return nil }
        running += 1
        taken += 1
        return ready[taken - 1]
    }

    /// Ends a question that was answered or given up.
    mutating func finish() { running -= 1 }
}
