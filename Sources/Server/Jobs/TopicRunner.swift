import Application
import Foundation
import Logging
import RAGCore

/// Groups the stored questions by subject inside the service, one run at a time.
actor TopicRunner {
    private let live: LiveSettings
    private(set) var status = JobStatus<TopicSummary>()
    private var running: Task<Void, Never>?

    private static let logger = Logger(label: "kefu.server")

    init(_ live: LiveSettings) { self.live = live }

    /// Begins to group. Shown are the questions since `date`; all if it is nil. Returns the status, or nil where a run
    /// is going on.
    func start(since date: Date?) -> JobStatus<TopicSummary>? {
        guard running == nil else { return nil }
        status = JobStatus(started: Date())
        running = Task { await run(since: date) }
        return status
    }

    private func run(since date: Date?) async {
        let (events, continuation) = AsyncStream.makeStream(
            of: TopicJob.Event.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let watching = Task { for await event in events { note(event) } }
        do {
            let job = TopicJob(live.assembly) { continuation.yield($0) }
            let request = TopicJob.Request(.conversations(since: date ?? .distantPast), since: date)
            status.finish(.success(TopicSummary(try await job.overview(of: request))))
        } catch {
            status.finish(.failure(error))
            Self.logger.error("the topics failed", metadata: ["reason": "\(status.message ?? "")"])
        }
        continuation.finish()
        await watching.value
        running = nil
    }

    /// Shows a step of the run: `embedding`, `grouping` (in hundredths) or `describing`.
    private func note(_ event: TopicJob.Event) {
        guard status.state == .running else { return }
        switch event {
        case .embedding(let done, let total):
            status.step = "embedding"
            (status.done, status.total) = (done, total)
        case .grouping(let share):
            status.step = "grouping"
            (status.done, status.total) = (Int(share * 100), 100)
        case .describing:
            status.step = "describing"
            (status.done, status.total) = (nil, nil)
        }
    }
}
