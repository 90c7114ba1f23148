import Application
import Foundation
import Ingestion
import Logging
import RAGCore

/// Refreshes the index inside the service, one refresh at a time.
actor RefreshRunner {
    private let live: LiveSettings
    private let answers: SupportAnswers
    private(set) var status = RefreshStatus()
    private var running: Task<Void, Never>?

    private static let logger = Logger(label: "kefu.server")

    init(_ live: LiveSettings, _ answers: SupportAnswers) {
        self.live = live
        self.answers = answers
    }

    /// Begins a refresh. Returns its status, or nil where one is running.
    func start() -> RefreshStatus? {
        guard running == nil else { return nil }
        status = RefreshStatus(started: Date())
        running = Task { await run() }
        return status
    }

    /// Waits for the refresh that is running, if one is.
    func wait() async { await running?.value }

    private func run() async {
        let (events, continuation) = AsyncStream.makeStream(of: RefreshEvent.self, bufferingPolicy: .bufferingNewest(1))
        let watching = Task { for await event in events { note(event) } }
        do {
            let job = try await RefreshJob(live.assembly)
            defer { try? job.close() }
            let (report, web) = try await job.run { continuation.yield($0) }
            await answers.forgetPending()
            finish(.success(RefreshSummary(report, web)))
        } catch {
            Self.logger.error("a refresh failed", metadata: ["reason": "\(Self.words(error))"])
            finish(.failure(error))
        }
        continuation.finish()
        await watching.value
        running = nil
    }

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

    private func finish(_ result: Result<RefreshSummary, any Error>) {
        status.ended = Date().unixSeconds
        status.step = nil
        switch result {
        case .success(let summary):
            status.state = .done
            status.report = summary
        case .failure(let error):
            status.state = .failed
            status.message = Self.words(error)
        }
    }

    private static func words(_ error: any Error) -> String {
        (error as? RAGError)?.description ?? "\(type(of: error))"
    }
}
