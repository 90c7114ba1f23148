import Batch
import Foundation
import RAGCore
import Synchronization

/// One run over a file of questions: answers every row that no earlier run has answered, and keeps what is finished.
package struct BatchRun: Sendable {
    /// How the run goes about its work.
    package struct Options: Sendable {
        /// Questions answered at once; nil for what suits the model.
        package var workers: Int?
        /// Whether earlier runs are forgotten.
        package var isFresh: Bool
        /// Price that no answer may exceed, in the currency of the prices; nil for none.
        package var costLimit: Double?
        /// Whether the provider's Batch API is asked, at half the price and within a day.
        package var usesProviderBatch: Bool
        /// How long a row waits for a service that cannot be reached before the run stops.
        package var patience: Duration

        /// Creates options; without arguments, those of a plain run.
        package init(
            workers: Int? = nil,
            isFresh: Bool = false,
            costLimit: Double? = nil,
            usesProviderBatch: Bool = false,
            patience: Duration = .seconds(60)
        ) {
            self.workers = workers
            self.isFresh = isFresh
            self.costLimit = costLimit
            self.usesProviderBatch = usesProviderBatch
            self.patience = patience
        }
    }

    /// The result of a run.
    package struct Outcome: Sendable {
        /// The rows that are written.
        package let progress: BatchProgress
        /// Why the run ended before its last row; nil where it did not.
        package let stop: BatchStop?
        /// The first question that is not written, with its place in the file.
        package let nextPlace: String
    }

    let settings: Settings
    let input: BatchInput
    let output: AnswerFile
    let options: Options
    let review: BatchReview
    let notify: @Sendable (Notice) -> Void
    let progress: @Sendable (BatchEvent) -> Void

    /// Creates a run that writes the answers to `input` into `output`.
    package init(
        settings: Settings,
        input: BatchInput,
        output: AnswerFile,
        options: Options = Options(),
        review: BatchReview,
        notify: @escaping @Sendable (Notice) -> Void,
        progress: @escaping @Sendable (BatchEvent) -> Void
    ) {
        self.settings = settings
        self.input = input
        self.output = output
        self.options = options
        self.review = review
        self.notify = notify
        self.progress = progress
    }

    /// Answers all rows, or as many as it can before something stops it. Throws `UsageError` where the output is a file
    /// of someone else, and `RAGError` where the run cannot begin or the output cannot be written.
    package func run() async throws -> Outcome {
        let files = try BatchStateFiles(settings.workspace, output: output.url, input: input)
        try SeparateFiles.check(
            [("the file of questions", input.url), ("--output", output.url)] + review.files
                + [("the journal of the run", files.journal), ("the cache of embeddings", files.questions)]
        )
        let lock = try files.lockOutput(output.name)
        defer { withExtendedLifetime(lock) {} }
        try refuseForeignOutput(files)
        let context = try await BatchContext(
            settings,
            files: files,
            isFresh: options.isFresh,
            notify: notify,
            progress: progress
        )
        let (plan, _) = try await context.plan(input.questions)
        if options.usesProviderBatch { try await handIn(plan, with: context, folder: files.provider) }
        let meter = CostMeter(price: settings.completion.price, limit: options.costLimit)
        let parts = try await parts(of: context, meter: meter)
        var pass = AnsweringPass(
            // Opened last: a file without a row would be in the way if something above fails.
            writer: try AnswerFileWriter(output, for: input, notes: review.notes),
            review: review,
            progress: BatchProgress(total: input.questions.count)
        )
        let stop: BatchStop?
        do {
            stop = try await answer(plan, with: context, parts, meter, into: &pass)
        } catch {
            progress(.idle)
            try? await context.close()
            try? pass.writer.close(isComplete: false)
            throw error
        }
        progress(.idle)
        try pass.writer.close(isComplete: stop == nil)
        if stop == nil {
            let topics = pass.review.wantsTopics ? try await context.topics(of: input.questions) : nil
            try pass.review.finish(topics: topics, progress: progress)
        }
        for path in [output.url?.path].compactMap(\.self) + (stop == nil ? pass.review.outputs : []) {
            OutputRegistry(settings.workspace).note(path)
        }
        try await context.close()
        return Outcome(progress: pass.progress, stop: stop, nextPlace: pass.writer.nextPlace)
    }

    /// The rows of one pass: where they are written, compared and counted.
    private struct AnsweringPass {
        var writer: AnswerFileWriter
        var review: BatchReview
        var progress: BatchProgress

        mutating func write(_ row: AnsweredRow) throws {
            let cells = try writer.write(row, isNew: progress.isAsked(row))
            review.add(row, cells)
            progress.noteWritten(row)
        }
    }

    /// Returns the parts that answer rows: a model that is asked nothing twice and whose price is counted.
    private func parts(of context: BatchContext, meter: CostMeter) async throws -> BatchJob.Parts {
        let model = try context.assembly.chatModel().map { model in
            RememberedReplies(MeteredModel(model, meter: meter), journal: context.journal) { reply, share in
                if let usage = reply.usage { await meter.add(usage, share: share) }
            }
        }
        let pauses = PauseNotices(notify)
        return BatchJob.Parts(
            answer: try await context.assembly.rowAnswering(with: model, journal: context.journal),
            prepare: { [embedder = context.embedder] in _ = try await embedder.embed($0, as: .query) },
            recall: { [journal = context.journal, state = context.state] question in
                guard let row = await journal.row(question, state: state) else { return nil }
                if let cost = row.cost { await meter.add(cost) }
                return row
            },
            onPause: { pauses.send($0, pause: $1) }
        )
    }

    /// Has every row of `plan` that is not known answered, kept and written.
    private func answer(
        _ plan: BatchPlan,
        with context: BatchContext,
        _ parts: BatchJob.Parts,
        _ meter: CostMeter,
        into pass: inout AnsweringPass
    ) async throws -> BatchStop? {
        var settings = context.assembly.batchSettings(workers: options.workers)
        settings.patience = options.patience
        let hasPrice = self.settings.completion.price != nil
        return try await BatchJob(parts, settings: settings).run(input.questions, plan: plan) { event in
            switch event {
            case .finished(let row, let question):
                if row.error == nil { try await context.journal.keep(row, of: question, state: context.state) }
                pass.progress.noteAsked(row)
            case .row(let row): try pass.write(row)
            case .tick:
                try await context.journal.sync()
                pass.progress.spent = hasPrice ? await meter.spent : nil
                progress(.progress(pass.progress))
            }
        }
    }

    /// Throws `UsageError` where the output exists and no run of ours has written it: it may be somebody's work.
    func refuseForeignOutput(_ files: BatchStateFiles) throws {
        guard let url = output.url, !options.isFresh, FileManager.default.fileExists(atPath: url.path),
            !FileManager.default.fileExists(atPath: files.journal.path)
        else { return }
        throw UsageError(
            "\(output.name) exists and was not written by an earlier run; name a new file, or use --fresh to overwrite it"
        )
    }
}

/// Sends one notice for all workers that wait for a service at the same time.
private final class PauseNotices: Sendable {
    private let notify: @Sendable (Notice) -> Void
    /// When the next notice may be sent.
    private let quietUntil = Mutex(ContinuousClock.now)

    init(_ notify: @escaping @Sendable (Notice) -> Void) { self.notify = notify }

    func send(_ error: RAGError, pause: Duration) {
        let isNews = quietUntil.withLock { quietUntil in
            guard quietUntil <= .now else { return false }
            quietUntil = .now + pause
            return true
        }
        if isNews { notify(.waiting(error, pause: pause)) }
    }
}
