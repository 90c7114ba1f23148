import Foundation
import RAGCore

/// A store and a cache that read from the real ones and discard all writes, so that a refresh on them reports what a
/// real one would do. It does not wait for other writers.
actor DryRun: VectorStore, EmbeddingCache {
    private let store: any VectorStore
    private let cache: any EmbeddingCache
    /// The first 64 bits of the hashes of texts that a real refresh would have embedded by now; they are enough to
    /// count texts and take little memory.
    private var paid: Set<UInt64> = []

    init(store: any VectorStore, cache: any EmbeddingCache) {
        self.store = store
        self.cache = cache
    }

    /// Number that stands for a generation that does not exist yet.
    static let none: Int64 = 0

    nonisolated func withWriterTurn<Result>(_ body: () async throws -> Result) async throws -> Result {
        try await body()
    }

    func generations() async throws -> Generations { try await store.generations() }

    func openGeneration(_ recipe: GenerationRecipe) async throws -> Generation {
        let all = try await store.generations()
        return [all.current, all.building].compactMap { $0 }.first { $0.recipe == recipe }
            ?? Generation(id: Self.none, recipe: recipe, startedAt: Date(), publishedAt: nil)
    }

    func fingerprints(in generation: Generation) async throws -> [String: DocumentFingerprint] {
        generation.id == Self.none ? [:] : try await store.fingerprints(in: generation)
    }

    func publish(_ generation: Generation) {}
    func rollBack() async throws -> Generation { throw RAGError(.failed, "A dry run does not roll back") }
    func replace(_ documents: [IndexedDocument], in generation: Generation) {}
    func move(_ moves: [String: String], in generation: Generation) {}
    func remove(_ paths: [String], in generation: Generation) {}

    func known(among textHashes: [TextHash], model: EmbeddingModel) async throws -> Set<TextHash> {
        try await cache.known(among: textHashes, model: model)
            .union(textHashes.filter { Self.beginning(of: $0).map(paid.contains) ?? false })
    }

    func embeddings(for textHashes: [TextHash], model: EmbeddingModel) async throws -> [TextHash: Embedding] {
        try await cache.embeddings(for: textHashes, model: model)
    }

    func store(_ embeddings: [TextHash: Embedding], model: EmbeddingModel) {
        paid.formUnion(embeddings.keys.compactMap(Self.beginning))
    }

    private static func beginning(of hash: TextHash) -> UInt64? { UInt64(hash.prefix(16), radix: 16) }

    /// An embedder that returns empty embeddings without any cost.
    struct UnpaidEmbedder: Embedder {
        let model: EmbeddingModel
        let embedsCode: Bool

        func embed(_ texts: [String], as role: EmbeddingRole) -> [Embedding] {
            [Embedding](repeating: Embedding(unitLength: []), count: texts.count)
        }
    }
}
