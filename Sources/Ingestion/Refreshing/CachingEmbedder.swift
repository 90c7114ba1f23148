import RAGCore

/// An embedder that takes embeddings from a cache and adds the missing ones to it.
package struct CachingEmbedder: Embedder {
    private let base: any Embedder
    private let cache: any EmbeddingCache

    /// Wraps `base`; `cache` holds the embeddings of its model.
    package init(_ base: any Embedder, cache: any EmbeddingCache) {
        self.base = base
        self.cache = cache
    }

    /// The model of the wrapped embedder.
    package var model: EmbeddingModel { base.model }

    /// Whether the wrapped embedder embeds code in its own way.
    package var embedsCode: Bool { base.embedsCode }

    /// Returns the embeddings of `texts` in order. Each distinct text that the cache lacks is embedded once. Throws
    /// what `base` and the cache throw.
    package func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        let hashes = texts.map { ContentHash.of($0, as: role) }
        var known = try await cache.embeddings(for: hashes, model: model)
        var seen: Set<TextHash> = []
        let missing = zip(hashes, texts).filter { known[$0.0] == nil && seen.insert($0.0).inserted }
        if !missing.isEmpty {
            let embeddings = try await base.embed(missing.map(\.1), as: role)
            let paid = Dictionary(zip(missing.map(\.0), embeddings)) { $1 }
            try await Task { [cache, model] in try await cache.store(paid, model: model) }.value
            known.merge(paid) { $1 }
        }
        return hashes.compactMap { known[$0] }
    }
}
