import ArgumentParser
import Batch
import Foundation
import RAGCore
import Synchronization

/// One run of `kefu batch`.
struct BatchSession {
    struct Options: Sendable {
        var workers: Int?
        var isFresh = false
        var costLimit: Double?
        /// Whether the provider's Batch API is asked, at half the price and in its own time.
        var usesProviderBatch = false
        var patience: Duration = .seconds(60)
    }

    let settings: Settings
    let console: Console
    let input: BatchInput
    let target: BatchTarget
    let options: Options
    let review: BatchReview

    /// Answers all rows, or as many as it can, and says what came of them. Throws `ExitCode` 1 where rows failed, and what stopped it
    /// where something did.
    func run() async throws {
        let place = try BatchPlace(settings.workspace, output: target.url, input: input)
        let lock = try place.take(target.name)
        defer { withExtendedLifetime(lock) {} }
        try refuseForeignOutput(place)
        let kit = try await BatchKit(settings, console: console, place: place, isFresh: options.isFresh)
        let (plan, _) = try await kit.plan(input.questions)
        if options.usesProviderBatch { try await handIn(plan, with: kit, folder: place.provider) }
        let meter = CostMeter(price: settings.completionPrice, limit: options.costLimit)
        let parts = try await parts(of: kit, meter: meter)
        // Not before all that answers is there: a file without a row would be in the way.
        let output = try BatchOutput(target, for: input, notes: review.notes)
        var run = BatchRecord(input: input, output: output, review: review, console: console)
        let stop: BatchStop?
        do {
            stop = try await answer(plan, with: kit, parts, meter, into: &run)
        } catch {
            console.endProgress()
            try? await kit.close()
            try? run.close(isComplete: false)
            throw error
        }
        console.endProgress()
        try run.close(isComplete: stop == nil)
        if stop == nil { try await finish(run.review, with: kit) }
        try await kit.close()
        try tell(run, stop)
    }

    /// What rows are answered with: a model that is asked nothing twice and whose price is counted.
    private func parts(of kit: BatchKit, meter: CostMeter) async throws -> BatchJob.Parts {
        let model = try kit.assembly.chatModel().map { model in
            RememberedReplies(MeteredModel(model, meter: meter), journal: kit.journal) { reply, share in
                if let usage = reply.usage { await meter.add(usage, share: share) }
            }
        }
        let teller = PauseTeller(console)
        return BatchJob.Parts(
            answer: try await kit.assembly.rowAnswering(with: model, journal: kit.journal),
            prepare: { [embedder = kit.embedder] in _ = try await embedder.embed($0, as: .query) },
            recall: { [journal = kit.journal, state = kit.state] question in
                guard let row = await journal.row(question, state: state) else { return nil }
                if let cost = row.cost { await meter.add(cost) }
                return row
            },
            onPause: { teller.tell($0, pause: $1) }
        )
    }

    /// Makes of a whole run what people look at.
    private func finish(_ review: BatchReview, with kit: BatchKit) async throws {
        let topics = review.wantsTopics ? try await kit.topics(of: input.questions) : nil
        try review.finish(topics: topics, console: console)
    }

    /// Has every row of `plan` that is not known answered, kept and written.
    private func answer(
        _ plan: BatchPlan,
        with kit: BatchKit,
        _ parts: BatchJob.Parts,
        _ meter: CostMeter,
        into run: inout BatchRecord
    ) async throws -> BatchStop? {
        var settings = kit.assembly.batchSettings(workers: options.workers)
        settings.patience = options.patience
        let showsPrice = self.settings.completionPrice != nil
        return try await BatchJob(parts, settings: settings).run(input.questions, plan: plan) { event in
            switch event {
            case .finished(let row, let question):
                if row.error == nil { try await kit.journal.keep(row, of: question, state: kit.state) }
                run.noteAsked(row)
            case .row(let row): try run.write(row)
            case .tick:
                try await kit.journal.sync()
                run.showProgress(spent: showsPrice ? await meter.spent : nil)
            }
        }
    }

    /// A file that no run of ours has left may be somebody's work.
    func refuseForeignOutput(_ place: BatchPlace) throws {
        guard let url = target.url, !options.isFresh, FileManager.default.fileExists(atPath: url.path),
            !FileManager.default.fileExists(atPath: place.journal.path)
        else { return }
        throw ValidationError(
            "\(target.name) is there already and is not of an earlier run; name a new file, or say --fresh to write over it"
        )
    }

    /// The summary on stderr, why it stopped, and how to go on.
    private func tell(_ run: BatchRecord, _ stop: BatchStop?) throws {
        let tally = run.tally
        guard let stop else {
            console.error(run.line)
            if tally.failed > 0 { throw ExitCode(RAGError.Code.failed.rawValue) }
            return
        }
        let rest = "\(tally.done) of \(tally.total) questions are done; the same command goes on from there"
        switch stop {
        case .interrupted:
            console.error(rest + ".")
            throw CancellationError()
        case .fault(let error):
            console.error(rest + ".")
            throw error
        case .cost(let spent, let limit):
            console.error(
                "Stopped before \(run.nextPlace): the next answer could take the price past \(limit.asPrice) (\(spent.asPrice) so far). \(rest), with a higher --limit-cost."
            )
            throw ExitCode(RAGError.Code.failed.rawValue)
        }
    }
}

/// Says once for all workers that a service is away.
private final class PauseTeller: Sendable {
    private let console: Console
    /// Until when nothing more is said.
    private let quiet = Mutex(ContinuousClock.now)

    init(_ console: Console) { self.console = console }

    func tell(_ error: RAGError, pause: Duration) {
        let isNews = quiet.withLock { quiet in
            guard quiet <= .now else { return false }
            quiet = .now + pause
            return true
        }
        if isNews { console.error("\(error.message). Asking again in \(Int(pause / .seconds(1))) s.") }
    }
}
