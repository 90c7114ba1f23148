import RAGCore

/// The reason why a run ends before its last row.
package enum BatchStop: Error, Sendable {
    /// The run was cancelled.
    case interrupted
    /// The error would occur for every row.
    case fault(RAGError)
    /// The next answer could exceed the cost limit.
    case cost(spent: Double, limit: Double)

    /// Creates the stop that `error` causes, or returns nil if it concerns one row alone.
    init?(_ error: any Error) {
        switch error {
        case let stop as BatchStop: self = stop
        case is CancellationError: self = .interrupted
        case let error as RAGError where Self.always.contains(error.code): self = .fault(error)
        default: return nil
        }
    }

    /// Errors that stop the run. A service that only asks to slow down is awaited elsewhere, so `rateLimited` means
    /// an exhausted quota.
    private static let always: Set<RAGError.Code> = [.notConfigured, .keyRefused, .rateLimited, .unreachable]
}
