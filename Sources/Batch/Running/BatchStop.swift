import RAGCore

/// Why a run ends before its last row.
package enum BatchStop: Error, Sendable {
    /// The person stopped it.
    case interrupted
    /// What has failed would fail for every row.
    case fault(RAGError)
    /// The next answer could take the price past the limit.
    case cost(spent: Double, limit: Double)

    /// The stop that `error` is; nil where it concerns one row alone.
    init?(_ error: any Error) {
        switch error {
        case let stop as BatchStop: self = stop
        case is CancellationError: self = .interrupted
        case let error as RAGError where Self.always.contains(error.code): self = .fault(error)
        default: return nil
        }
    }

    /// A service that only asks to slow down is waited for; what is left as `rateLimited` is an account without quota.
    private static let always: Set<RAGError.Code> = [.notConfigured, .keyRefused, .rateLimited, .unreachable]
}
