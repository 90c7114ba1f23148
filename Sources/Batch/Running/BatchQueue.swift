/// Which questions are got ready and asked next: never more at once than the settings allow, in the order of the file.
struct BatchQueue: Sendable {
    private let settings: BatchJob.Settings
    private var waiting: ArraySlice<BatchQuestion>
    private var ready: [BatchQuestion] = []
    /// How many of `ready` were taken.
    private var taken = 0
    private var lots = 0
    private var running = 0

    init(_ questions: [BatchQuestion], settings: BatchJob.Settings) {
        self.settings = settings
        waiting = questions[...]
    }

    /// Whether anything is under way.
    var isBusy: Bool { lots + running > 0 }

    /// The next questions to get ready; nil where enough are, or those that are left stand at `row` or behind it.
    mutating func takeLot(before row: Int) -> [BatchQuestion]? {
        guard lots < settings.lotsAtOnce, ready.count - taken < settings.workers + settings.lot,
            let next = waiting.first, next.row < row
        else { return nil }
        let lot = Array(waiting.prefix(settings.lot))
        waiting = waiting.dropFirst(lot.count)
        lots += 1
        return lot
    }

    /// Takes back what of a lot is to be asked.
    mutating func add(_ questions: [BatchQuestion]) {
        lots -= 1
        ready.removeFirst(taken)
        taken = 0
        ready += questions
    }

    /// The next question to ask.
    mutating func takeQuestion() -> BatchQuestion? {
        guard running < settings.workers, taken < ready.count else { return nil }
        running += 1
        taken += 1
        return ready[taken - 1]
    }

    /// A question was answered, or given up.
    mutating func finish() { running -= 1 }
}
