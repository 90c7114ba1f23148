import Batch
import Foundation
import RAGCore

/// What the completion model would be asked, found out by searching for every question and building every prompt.
extension BatchSession {
    /// Tokens of an answer where none is known yet.
    private static let usualReply = 120

    /// What `run` would do and cost; no completion model is asked. `searching` are settings by which the search asks none either.
    func forecast(searching: Settings) async throws -> BatchForecast {
        let place = try BatchPlace(settings.workspace, output: target.url, input: input)
        let lock = try place.take(target.name)
        defer { withExtendedLifetime(lock) {} }
        try refuseForeignOutput(place)
        let kit = try await BatchKit(settings, searching: searching, console: console, place: place)
        let (plan, equal) = try await kit.plan(input.questions)
        // A price can be told before there is a key.
        let isRemote = settings.completion.provider == .openai
        let name = isRemote ? kit.assembly.completionName : try kit.assembly.chatModel()?.name
        var forecast = BatchForecast(
            input,
            plan,
            equal: equal,
            model: name,
            answerTokens: min(await kit.journal.typicalReply() ?? Self.usualReply, settings.answerTokens),
            price: settings.completionPrice
        )
        try await probe(plan, of: name, with: kit) { row, isKnown in
            if isKnown { forecast.addKnown() } else { forecast.add(row) }
        }
        try await kit.close()
        return forecast
    }

    /// Has the provider's Batch API answer what the completion model would be asked, and waits for it. What the provider does not
    /// answer is left to be asked directly.
    func handIn(_ plan: BatchPlan, with kit: BatchKit, folder: URL) async throws {
        guard !settings.retrieval.asksModel else {
            throw RAGError(
                .notConfigured,
                "A search that asks the completion model cannot wait for a batch",
                hint:
                    "Set retrieval.multi-query to 0, retrieval.hyde to false and reranking.provider to none or service"
            )
        }
        let batches = try kit.assembly.completionBatches()
        let provider = ProviderBatches(batches, journal: kit.journal, folder: folder)
        var failed = try await collect(provider)
        let basket = RequestBasket()
        var spent = 0.0
        try await probe(plan, of: batches.model, with: kit, request: { await basket.add($0) }) { row, _ in
            spent += row.cost ?? 0
        }
        let requests = await basket.requests
        try refuseBeyondLimit(requests, spent: spent)
        let count = try await provider.submit(requests)
        if count > 0 {
            console.error(
                "Handed in as a batch: \(count) of the questions, which the provider answers within a day. Ctrl-C leaves it there; the same command goes on with it."
            )
            failed += try await collect(provider)
        }
        if failed > 0 { console.error("Not answered by the batch, and asked directly: \(failed).") }
        try? FileManager.default.removeItem(at: folder)
    }

    /// Waits for the batches; gives how many requests they did not answer.
    private func collect(_ provider: ProviderBatches) async throws -> Int {
        defer { console.endProgress() }
        let outcome = try await provider.collect { [console] far in
            console.progress("the provider has answered \(far.completed) of \(far.total) questions of the batch …")
        }
        for message in outcome.messages { console.error("The batch failed: \(message)") }
        return outcome.failed
    }

    private func refuseBeyondLimit(_ requests: [ChatRequest], spent: Double) throws {
        guard let limit = options.costLimit, let price = settings.completionPrice else { return }
        let most = requests.reduce(0) { $0 + price.cost(of: $1.mostUsage) } * BatchJournal.batchShare
        guard spent + most > limit else { return }
        throw RAGError(
            .failed,
            "The batch could take the price to \((spent + most).asPrice), past \(limit.asPrice)",
            hint: "Raise --limit-cost, or hand in fewer questions"
        )
    }

    /// Goes through all rows of `plan` with the model `name`, which is not asked: `request` gets what it would have been. `report`
    /// gets each row that is not referred to another, and whether it is known from an earlier run.
    private func probe(
        _ plan: BatchPlan,
        of name: String?,
        with kit: BatchKit,
        request: @escaping @Sendable (ChatRequest) async -> Void = { _ in },
        report: (AnsweredRow, Bool) -> Void
    ) async throws {
        let model = name.map { RememberedReplies(DryRunModel(name: $0), journal: kit.journal) }
        let answering = try await kit.assembly.rowAnswering(with: model, journal: kit.journal)
        let parts = BatchJob.Parts(
            answer: { question in
                do {
                    return try await answering(question)
                } catch let unsent as DryRunModel.UnsentRequest {
                    await request(unsent.request)
                    return AnsweredRow(question, estimating: unsent.request)
                }
            },
            prepare: { [embedder = kit.embedder] in _ = try await embedder.embed($0, as: .query) },
            recall: { [journal = kit.journal, state = kit.state] in await journal.row($0, state: state) }
        )
        var asked: Set<Int> = []
        var done = 0
        let job = BatchJob(parts, settings: kit.assembly.batchSettings(workers: options.workers))
        let stop = try await job.run(input.questions, plan: plan) { event in
            switch event {
            case .finished(let row, _):
                asked.insert(row.row)
                report(row, false)
            case .row(let row):
                done += 1
                if plan.steps[row.row] == .ask, asked.remove(row.row) == nil { report(row, true) }
            case .tick: console.progress("\(done) of \(input.questions.count) questions searched for …")
            }
        }
        console.endProgress()
        switch stop {
        case nil: return
        case .fault(let error): throw error
        case .interrupted, .cost: throw CancellationError()
        }
    }
}

/// Requests from many tasks.
private actor RequestBasket {
    private(set) var requests: [ChatRequest] = []

    func add(_ request: ChatRequest) { requests.append(request) }
}
