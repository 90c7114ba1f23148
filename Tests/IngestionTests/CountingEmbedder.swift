import RAGCore

/// An embedder that counts its calls and fails on request. Its embeddings have no meaning.
actor CountingEmbedder: Embedder {
    nonisolated let model: EmbeddingModel
    private(set) var batches: [[String]] = []
    private(set) var roles: [EmbeddingRole] = []
    private var callsBeforeFailure: Int?
    private let answersShort: Bool
    /// Texts that contain this are refused, and with them the call; an empty one refuses all.
    private let poison: String?
    private let onCall: @Sendable () async -> Void

    init(
        model: String = "counting",
        failingAfter calls: Int? = nil,
        answersShort: Bool = false,
        refusing poison: String? = nil,
        onCall: @escaping @Sendable () async -> Void = {}
    ) {
        self.model = EmbeddingModel(name: model)
        self.callsBeforeFailure = calls
        self.answersShort = answersShort
        self.poison = poison
        self.onCall = onCall
    }

    var texts: [String] { batches.flatMap { $0 } }

    func recover() { callsBeforeFailure = nil }

    func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        if let left = callsBeforeFailure {
            guard left > 0 else { throw RAGError(.unreachable, "The embedding service is down") }
            callsBeforeFailure = left - 1
        }
        if let poison, poison.isEmpty || texts.contains(where: { $0.contains(poison) }) {
            throw RAGError(.serviceFailed, "The embedding service did not accept the request", refusesInput: true)
        }
        batches.append(texts)
        roles.append(role)
        await onCall()
        let embeddings = texts.map { text in
            var sums: [Float] = [1, 0, 0, 0]
            for (index, byte) in text.utf8.enumerated() { sums[index % 4] += Float(byte) }
            return Embedding(normalizing: sums) ?? Embedding(unitLength: [1, 0, 0, 0])
        }
        return answersShort ? Array(embeddings.dropLast()) : embeddings
    }
}
