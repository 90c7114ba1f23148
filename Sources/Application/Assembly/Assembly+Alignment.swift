import Answering
import Foundation
import RAGCore
import SQLiteStore
import SentenceEncoder

extension Assembly {
    /// Returns what compares a question with passages word by word; nil where that is switched off, or the local model
    /// is not installed.
    func aligner() -> PassageAligner? {
        guard settings.retrieval.alignmentWeight > 0 else { return nil }
        return shared.aligner {
            guard let encoder = try? localEmbedder() else { return nil }
            return PassageAligner(
                encoder,
                keeping: RecentTokenStates(before: tokenStates()),
                weight: Float(settings.retrieval.alignmentWeight)
            )
        }
    }

    /// Returns `embedder`, which then also keeps the states of the passages' tokens if it is the local model. Both come
    /// from one run of the network.
    func keepingStates(_ embedder: any Embedder) -> any Embedder {
        guard settings.retrieval.alignmentWeight > 0, let encoder = embedder as? SentenceEncoder,
            let states = tokenStates()
        else { return embedder }
        return StateKeepingEmbedder(encoder: encoder, states: states)
    }

    /// Removes the states of passages that `store` no longer has. A cache that cannot be written keeps them until the
    /// next time.
    func pruneTokenStates(of store: SQLiteStore) async {
        guard FileManager.default.fileExists(atPath: settings.workspace.tokenStates.path), let states = tokenStates(),
            let chunks = try? await store.chunks()
        else { return }
        _ = try? await states.prune(keeping: Set(chunks.map { $0.chunk.embeddedText(title: $0.title) }))
    }

    /// The states on disk; nil where the file cannot be opened, as in a folder that is read-only. Then they are
    /// computed once in each run, which costs time alone.
    private func tokenStates() -> SQLiteTokenStates? { try? SQLiteTokenStates(at: settings.workspace.tokenStates) }
}

/// Embeds with the local model and keeps the states of the tokens of what it embeds.
private struct StateKeepingEmbedder: Embedder {
    let encoder: SentenceEncoder
    let states: SQLiteTokenStates

    /// The number of texts that go through the network together; their rows take about 20 MB.
    private static let batchSize = 16

    var model: EmbeddingModel { encoder.model }
    var embedsCode: Bool { encoder.embedsCode }

    func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        guard role == .passage else { return try await encoder.embed(texts, as: role) }
        var embeddings: [Embedding] = []
        for start in stride(from: 0, to: texts.count, by: Self.batchSize) {
            let batch = Array(texts[start..<min(start + Self.batchSize, texts.count)])
            let pairs = try await encoder.tokensAndEmbeddings(of: batch)
            let tokens = zip(batch, pairs).map { (ExactText($0), $1.0) }
            // A cache that cannot be written costs time at the first question, nothing else.
            try? await states.keep(Dictionary(tokens) { first, _ in first }, form: encoder.stateForm)
            embeddings += pairs.map(\.1)
        }
        return embeddings
    }
}
