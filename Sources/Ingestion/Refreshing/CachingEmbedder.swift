import RAGCore

/// An embedder that takes embeddings from a cache and adds the missing ones to it.
package struct CachingEmbedder: Embedder {
    private let base: any Embedder
    private let cache: any EmbeddingCache
    private let dimensions: Int?

    /// Wraps `base`; `cache` holds the embeddings of its model.
    ///
    /// With `dimensions`, those of the index that is searched, a vector of another length is never kept, and one that
    /// the cache holds counts as missing.
    package init(_ base: any Embedder, cache: any EmbeddingCache, dimensions: Int? = nil) {
        self.base = base
        self.cache = cache
        self.dimensions = dimensions ?? base.model.dimensions
    }

    /// The key of the cache: the model with its real dimensions, so that a cache that began with vectors of another
    /// length is not asked for ever.
    private var key: EmbeddingModel { EmbeddingModel(name: model.name, dimensions: dimensions) }

    /// The model of the wrapped embedder.
    package var model: EmbeddingModel { base.model }

    /// Whether the wrapped embedder embeds code in its own way.
    package var embedsCode: Bool { base.embedsCode }

    /// Returns the embeddings of `texts` in order. Each distinct text that the cache lacks is embedded once. Throws
    /// what `base` and the cache throw, and `RAGError` (`serviceFailed`) if `base` returns vectors of another length.
    package func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        let hashes = texts.map { ContentHash.of($0, as: role) }
        var known = try await cache.embeddings(for: hashes, model: key).filter { isFit($0.value) }
        var seen: Set<TextHash> = []
        let missing = zip(hashes, texts).filter { known[$0.0] == nil && seen.insert($0.0).inserted }
        if !missing.isEmpty {
            let embeddings = try await base.embed(missing.map(\.1), as: role)
            if let wrong = embeddings.first(where: { !isFit($0) }) {
                throw RAGError(
                    .serviceFailed,
                    "The embedding model \(model) returned \(wrong.dimensions) dimensions instead of \(dimensions ?? 0)",
                    hint: "Check embedding.model, or run `kefu refresh` to build an index of this model"
                )
            }
            let paid = Dictionary(zip(missing.map(\.0), embeddings)) { $1 }
            try await Task { [cache, key] in try await cache.store(paid, model: key) }.value
            known.merge(paid) { $1 }
        }
        return hashes.compactMap { known[$0] }
    }

    private func isFit(_ embedding: Embedding) -> Bool { dimensions.map { $0 == embedding.dimensions } ?? true }
}
