import Foundation
import Ingestion

/// The state of the refresh that runs in the service, or of the last one.
struct RefreshStatus: Encodable, Sendable {
    enum State: String, Encodable, Sendable {
        case idle, running, failed, done
    }

    var state = State.idle
    /// `web` or `documents`.
    @Nullable var step: String?
    @Nullable var done: Int?
    @Nullable var total: Int?
    @Nullable var message: String?
    @Nullable var started: Int?
    @Nullable var ended: Int?
    @Nullable var report: RefreshSummary?

    /// Creates the status before the first refresh.
    init() {}

    /// Creates the status of a refresh that begins now.
    init(started: Date) {
        state = .running
        self.started = started.unixSeconds
    }
}

/// The result of a refresh.
struct RefreshSummary: Encodable, Sendable {
    struct Failure: Encodable, Sendable {
        let path: String
        let message: String
    }

    let added: Int
    let changed: Int
    let removed: Int
    let unchanged: Int
    let seconds: Double
    let failures: [Failure]

    init(_ report: RefreshReport, _ web: [WebReport]) {
        added = report.added.count
        changed = report.changed.count
        removed = report.removed.count
        unchanged = report.unchanged
        seconds = report.seconds
        failures =
            report.skipped.filter(\.isFault).map { Failure(path: $0.path, message: $0.reason) }
            + web.flatMap { site in
                site.skipped.filter(\.isFault).map { Failure(path: site.source, message: "\($0)") }
            }
    }
}
