/// An in-memory cache of the most recently used embeddings, up to about 1,024 of them.
///
/// It works alone or in front of a persistent cache.
package struct RecentEmbeddings: EmbeddingCache {
    private struct Key: Hashable {
        let model: EmbeddingModel
        let textHash: TextHash
    }

    private let recent = RecentCache<Key, Embedding>(capacity: 1_024)
    private let base: (any EmbeddingCache)?

    /// Creates an empty cache in front of `base`, or one that stands alone if `base` is nil.
    package init(before base: (any EmbeddingCache)? = nil) {
        self.base = base
    }

    /// Returns the hashes that are in memory or in the base.
    package func known(among textHashes: [TextHash], model: EmbeddingModel) async throws -> Set<TextHash> {
        let held = Set(textHashes.filter { recent[Key(model: model, textHash: $0)] != nil })
        let others = textHashes.filter { !held.contains($0) }
        guard let base, !others.isEmpty else { return held }
        return try await held.union(base.known(among: others, model: model))
    }

    /// Returns embeddings from memory; reads the others from the base and remembers them.
    package func embeddings(for textHashes: [TextHash], model: EmbeddingModel) async throws -> [TextHash: Embedding] {
        var found: [TextHash: Embedding] = [:]
        for hash in textHashes { found[hash] = recent[Key(model: model, textHash: hash)] }
        let others = textHashes.filter { found[$0] == nil }
        guard let base, !others.isEmpty else { return found }
        let kept = try await base.embeddings(for: others, model: model)
        remember(kept, model)
        return found.merging(kept) { $1 }
    }

    /// Stores embeddings in the base first, then in memory.
    package func store(_ embeddings: [TextHash: Embedding], model: EmbeddingModel) async throws {
        try await base?.store(embeddings, model: model)
        remember(embeddings, model)
    }

    private func remember(_ embeddings: [TextHash: Embedding], _ model: EmbeddingModel) {
        for (hash, embedding) in embeddings { recent[Key(model: model, textHash: hash)] = embedding }
    }
}
