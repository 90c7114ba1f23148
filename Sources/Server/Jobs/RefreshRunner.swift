import Application
import Foundation
import Ingestion
import Logging
import RAGCore

/// Refreshes the index inside the service, one refresh at a time.
actor RefreshRunner {
    private let live: LiveSettings
    private let answers: SupportAnswers
    private(set) var status = JobStatus<RefreshSummary>()
    private var running: Task<Void, Never>?
    /// Whether another refresh must follow, because a document was changed while one is running.
    private var isDue = false

    private static let logger = Logger(label: "kefu.server")

    init(_ live: LiveSettings, _ answers: SupportAnswers) {
        self.live = live
        self.answers = answers
    }

    /// Begins a refresh. Returns its status, or nil where one is running.
    func start() -> JobStatus<RefreshSummary>? {
        guard running == nil else { return nil }
        status = JobStatus(started: Date())
        running = Task { await run() }
        return status
    }

    /// Begins a refresh that reads a document which was just changed; where one is running, another one follows it.
    /// Returns whether it has begun.
    func startAfterChange() -> Bool {
        if start() != nil { return true }
        isDue = true
        return false
    }

    private func run() async {
        let (events, continuation) = AsyncStream.makeStream(of: RefreshEvent.self, bufferingPolicy: .bufferingNewest(1))
        let watching = Task { for await event in events { note(event) } }
        do {
            let rows = await answers.writtenRows
            let job = try await RefreshJob(live.assembly)
            defer { try? job.close() }
            let (report, web) = try await job.run { continuation.yield($0) }
            await answers.forgetPending(upTo: rows)
            status.finish(.success(RefreshSummary(report, web)))
        } catch {
            status.finish(.failure(error))
            Self.logger.error("a refresh failed", metadata: ["reason": "\(status.message ?? "")"])
        }
        continuation.finish()
        await watching.value
        running = nil
        guard isDue else { return }
        isDue = false
        _ = start()
    }

    /// Shows a step of the refresh: `web` or `documents`.
    private func note(_ event: RefreshEvent) {
        guard status.state == .running else { return }
        switch event {
        case .checkingWebPages: status.step = "web"
        case .progress(let progress):
            status.step = "documents"
            (status.done, status.total) = (progress.documentsStored, progress.documentsTotal)
        case .webPagesChecked, .watching, .refreshed, .failed: break
        }
    }
}
