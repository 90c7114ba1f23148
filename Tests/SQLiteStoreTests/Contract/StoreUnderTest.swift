import RAGCore

@testable import SQLiteStore

/// A store that the contract is tested on, empty and of its own.
struct StoreUnderTest: Sendable {
    /// The implementers.
    enum Kind: CaseIterable { case memory, sqlite }

    let vectors: any VectorStore
    let cache: any EmbeddingCache
    let index: @Sendable (EmbeddingModel) -> any VectorIndex
    private let folder: TemporaryFolder?

    init(_ kind: Kind) throws {
        switch kind {
        case .memory:
            let store = MemoryStore()
            (vectors, cache, folder) = (store, store, nil)
            index = { MemoryIndex(store: store, model: $0) }
        case .sqlite:
            let folder = try TemporaryFolder()
            let store = try SQLiteStore(at: folder.index, access: .readWrite)
            (vectors, cache, self.folder) = (store, store, folder)
            index = { store.index(for: $0) }
        }
    }

    /// Texts of the nearest, best first.
    func nearest(_ components: [Float], limit: Int = 10, model: EmbeddingModel = Samples.model) async throws -> [String]
    {
        try await index(model).nearest(to: Samples.embedding(components), limit: limit).map(\.chunk.text)
    }
}
