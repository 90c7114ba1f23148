import RAGCore

/// A loop that refreshes after each change until it is cancelled. After a failure it tries again at the next change, or
/// after pauses that grow from a second to a minute.
package struct RefreshLoop: Sendable {
    private let watch: FolderWatch
    private let sleep: @Sendable (Duration) async throws -> Void

    /// Creates a loop that is driven by `watch`.
    package init(
        _ watch: FolderWatch,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.watch = watch
        self.sleep = sleep
    }

    /// Refreshes once at the beginning and after each change, and reports each result. Throws `CancellationError`.
    package func run(
        _ refresh: () async throws -> RefreshReport,
        report: (Result<RefreshReport, any Error>) -> Void
    ) async throws {
        var pauses = GrowingPause()
        var retry: Task<Void, any Error>?
        defer { retry?.cancel() }
        for await _ in watch.changes {
            retry?.cancel()
            try Task.checkCancellation()
            do {
                report(.success(try await refresh()))
                pauses = GrowingPause()
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                report(.failure(error))
                retry = Task { [watch, sleep, pause = pauses.next()] in
                    try await sleep(pause)
                    watch.wake()
                }
            }
        }
        try Task.checkCancellation()
    }
}
