import Batch
import Foundation
import RAGCore

extension BatchRun {
    /// Tokens of an answer if no earlier answer is known.
    private static let usualReply = 120

    /// Returns what `run` would do and cost. Every question is searched for and every prompt is built, but no
    /// completion model is asked, neither by the search. Throws `UsageError` and `RAGError`.
    package func forecast() async throws -> BatchForecast {
        let files = try BatchStateFiles(settings.workspace, output: output.url, input: input)
        let lock = try files.lockOutput(output.name)
        defer { withExtendedLifetime(lock) {} }
        try refuseForeignOutput(files)
        var searching = settings
        searching.retrieval = searching.retrieval.withoutModel
        let context = try await BatchContext(
            settings,
            searching: searching,
            files: files,
            notify: notify,
            progress: progress
        )
        let (plan, equal) = try await context.plan(input.questions)
        // A price can be shown before there is a key.
        let isRemote = settings.completion.model.provider == .openai
        let name = isRemote ? settings.profile.name : try context.assembly.chatModel()?.name
        var forecast = BatchForecast(
            input,
            plan,
            equal: equal,
            model: name,
            answerTokens: min(
                await context.journal.typicalReply() ?? Self.usualReply,
                settings.completion.answerTokens
            ),
            price: settings.completion.price
        )
        try await probe(plan, of: name, with: context) { row, isKnown in
            if isKnown { forecast.addKnown() } else { forecast.add(row) }
        }
        try await context.close()
        return forecast
    }

    /// Hands in everything that the completion model would be asked to the provider's Batch API, and waits for its
    /// answers. What the provider does not answer is left to be asked directly. Throws `RAGError`.
    func handIn(_ plan: BatchPlan, with context: BatchContext, folder: URL) async throws {
        guard !settings.retrieval.asksModel else {
            throw RAGError(
                .notConfigured,
                "The provider's batch cannot be used if the search asks the completion model",
                hint:
                    "Set retrieval.multi-query to 0, retrieval.hyde to false and reranking.provider to none or service"
            )
        }
        let batches = try context.assembly.completionBatches()
        let provider = ProviderBatches(batches, journal: context.journal, folder: folder)
        var failed = try await collect(provider)
        let collector = RequestCollector()
        var spent = 0.0
        try await probe(plan, of: batches.model, with: context, request: { await collector.add($0) }) { row, _ in
            spent += row.cost ?? 0
        }
        let requests = await collector.requests
        try refuseBeyondLimit(requests, spent: spent)
        let count = try await provider.submit(requests)
        if count > 0 {
            progress(.submitted(count))
            failed += try await collect(provider)
        }
        if failed > 0 { progress(.askedDirectly(failed)) }
        try? FileManager.default.removeItem(at: folder)
    }

    /// Waits for the provider's batches and returns how many requests they did not answer.
    private func collect(_ provider: ProviderBatches) async throws -> Int {
        defer { progress(.idle) }
        let outcome = try await provider.collect { [progress] counts in
            progress(.providerProgress(completed: counts.completed, total: counts.total))
        }
        for message in outcome.messages { progress(.providerFailed(message)) }
        return outcome.failed
    }

    private func refuseBeyondLimit(_ requests: [ChatRequest], spent: Double) throws {
        guard let limit = options.costLimit, let price = settings.completion.price else { return }
        let most = requests.reduce(0) { $0 + price.cost(of: $1.mostUsage) } * BatchJournal.batchShare
        guard spent + most > limit else { return }
        throw RAGError(
            .failed,
            "The batch could cost \((spent + most).priceText), more than the limit of \(limit.priceText)",
            hint: "Raise --limit-cost, or submit fewer questions"
        )
    }

    /// Goes through all rows of `plan` with the model `name`, which is not asked: `request` gets the requests that it
    /// would get. `report` gets each row that does not refer to another, and whether an earlier run has answered it.
    /// Throws `RAGError`.
    private func probe(
        _ plan: BatchPlan,
        of name: String?,
        with context: BatchContext,
        request: @escaping @Sendable (ChatRequest) async -> Void = { _ in },
        report: (AnsweredRow, Bool) -> Void
    ) async throws {
        let model = name.map { RememberedReplies(DryRunModel(name: $0), journal: context.journal) }
        let answering = try await context.assembly.rowAnswering(with: model, journal: context.journal)
        let parts = BatchJob.Parts(
            answer: { question in
                do {
                    return try await answering(question)
                } catch let unsent as DryRunModel.UnsentRequest {
                    await request(unsent.request)
                    return AnsweredRow(question, estimating: unsent.request)
                }
            },
            prepare: { [embedder = context.embedder] in _ = try await embedder.embed($0, as: .query) },
            recall: { [journal = context.journal, state = context.state] in await journal.row($0, state: state) }
        )
        var asked: Set<Int> = []
        var done = 0
        let job = BatchJob(parts, settings: context.assembly.batchSettings(workers: options.workers))
        let stop = try await job.run(input.questions, plan: plan) { event in
            switch event {
            case .finished(let row, _):
                asked.insert(row.row)
                report(row, false)
            case .row(let row):
                done += 1
                if plan.steps[row.row] == .ask, asked.remove(row.row) == nil { report(row, true) }
            case .tick: progress(.searching(done: done, total: input.questions.count))
            }
        }
        progress(.idle)
        switch stop {
        case nil: return
        case .fault(let error): throw error
        case .interrupted, .cost: throw CancellationError()
        }
    }
}

/// Collects requests from many tasks.
private actor RequestCollector {
    private(set) var requests: [ChatRequest] = []

    func add(_ request: ChatRequest) { requests.append(request) }
}
