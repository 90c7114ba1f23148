import Foundation
import RAGCore

/// The state of a job that runs in the service, or of the last one.
struct JobStatus<Report: Encodable & Sendable>: Encodable, Sendable {
    enum State: String, Encodable, Sendable {
        case idle, running, failed, done
    }

    private(set) var state = State.idle
    /// The name of the step that is being done.
    @Nullable var step: String?
    @Nullable var done: Int?
    @Nullable var total: Int?
    @Nullable private(set) var message: String?
    @Nullable private(set) var started: Int?
    @Nullable private(set) var ended: Int?
    @Nullable private(set) var report: Report?

    /// Creates the status before the first job.
    init() {}

    /// Creates the status of a job that begins now.
    init(started: Date) {
        state = .running
        self.started = started.unixSeconds
    }

    /// Notes how the job ended.
    mutating func finish(_ result: Result<Report, any Error>) {
        ended = Date().unixSeconds
        step = nil
        switch result {
        case .success(let report):
            state = .done
            self.report = report
        case .failure(let error):
            state = .failed
            message = (error as? RAGError)?.description ?? "\(type(of: error))"
        }
    }
}
