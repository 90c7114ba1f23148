import RAGCore

/// An embedder that retries while the service cannot be reached, after pauses that grow from a second to a minute. For
/// jobs that nobody waits for.
package struct PatientEmbedder: Embedder {
    private let base: any Embedder
    private let patience: Duration
    private let sleep: @Sendable (Duration) async throws -> Void
    private let onPause: @Sendable (RAGError, Duration) -> Void

    /// Wraps `base`.
    ///
    /// - Parameter patience: longest total of a batch's pauses.
    /// - Parameter onPause: called before each pause with the error and the length of the pause.
    package init(
        _ base: any Embedder,
        patience: Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        onPause: @escaping @Sendable (RAGError, Duration) -> Void = { _, _ in }
    ) {
        self.base = base
        self.patience = patience
        self.sleep = sleep
        self.onPause = onPause
    }

    /// The model of the wrapped embedder.
    package var model: EmbeddingModel { base.model }

    /// Whether the wrapped embedder embeds code in its own way.
    package var embedsCode: Bool { base.embedsCode }

    /// Embeds `texts`. Throws what `base` throws: at once if waiting cannot help (a refused key, a wrong setting),
    /// otherwise when `patience` is used up.
    package func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        var (waited, pauses) = (Duration.zero, GrowingPause())
        while true {
            do {
                return try await base.embed(texts, as: role)
            } catch let error as RAGError where error.mayPass && waited < patience {
                let pause = min(pauses.next(), patience - waited)
                onPause(error, pause)
                try await sleep(pause)
                waited += pause
            }
        }
    }
}

extension RAGError {
    /// Whether the same call may succeed later.
    fileprivate var mayPass: Bool {
        if refusesInput { return false }
        return switch code {
        case .unreachable, .rateLimited, .timedOut, .serviceFailed: true
        case .failed, .notConfigured, .keyRefused, .interrupted: false
        }
    }
}
