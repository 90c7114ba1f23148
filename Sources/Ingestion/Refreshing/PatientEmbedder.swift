import RAGCore

/// Waits for an embedding service that is away: asks again after pauses that grow from a second to a minute, for as long as
/// its patience lasts. For jobs that nobody waits for.
package struct PatientEmbedder: Embedder {
    private let base: any Embedder
    private let patience: Duration
    private let sleep: @Sendable (Duration) async throws -> Void
    private let tell: @Sendable (RAGError, Duration) -> Void

    /// - Parameter patience: longest time that a batch waits, all its pauses together.
    /// - Parameter tell: is called before each pause, with what went wrong and how long the pause is.
    package init(
        _ base: any Embedder,
        patience: Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        tell: @escaping @Sendable (RAGError, Duration) -> Void = { _, _ in }
    ) {
        self.base = base
        self.patience = patience
        self.sleep = sleep
        self.tell = tell
    }

    package var model: EmbeddingModel { base.model }

    /// Throws what `base` throws: at once where no waiting helps (a refused key, a wrong setting), else when its patience is
    /// at its end.
    package func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        var (waited, pauses) = (Duration.zero, GrowingPause())
        while true {
            do {
                return try await base.embed(texts, as: role)
            } catch let error as RAGError where error.mayPass && waited < patience {
                let pause = min(pauses.next(), patience - waited)
                tell(error, pause)
                try await sleep(pause)
                waited += pause
            }
        }
    }
}

extension RAGError {
    /// Whether the same call may go well later.
    fileprivate var mayPass: Bool {
        if refusesInput { return false }
        return switch code {
        case .unreachable, .rateLimited, .timedOut, .serviceFailed: true
        case .failed, .notConfigured, .keyRefused, .interrupted: false
        }
    }
}
