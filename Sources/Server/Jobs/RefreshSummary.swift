import Ingestion

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
