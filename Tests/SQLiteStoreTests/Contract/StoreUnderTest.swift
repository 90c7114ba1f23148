import RAGCore

@testable import SQLiteStore

/// A store that the contract is tested on, empty and of its own.
struct StoreUnderTest: Sendable {
    /// The implementers.
    enum Kind: CaseIterable { case memory, sqlite }

    let store: any VectorStore & EmbeddingCache
    let index: @Sendable (EmbeddingModel) -> any VectorIndex
    private let folder: TemporaryFolder?

    init(_ kind: Kind) throws {
        switch kind {
        case .memory:
            let store = MemoryStore()
            (self.store, folder) = (store, nil)
            index = { MemoryIndex(store: store, model: $0) }
        case .sqlite:
            let folder = try TemporaryFolder()
            let store = try SQLiteStore(at: folder.index, access: .readWrite)
            (self.store, self.folder) = (store, folder)
            index = { store.index(for: $0) }
        }
    }

    /// Texts of the nearest, best first.
    func nearest(
        _ components: [Float],
        limit: Int = 10,
        where filter: SearchFilter = .all,
        model: EmbeddingModel = Samples.model
    ) async throws -> [String] {
        try await index(model).nearest(to: Samples.embedding(components), limit: limit, where: filter).map(\.chunk.text)
    }

    /// Paths of the documents of the nearest, each once, in order.
    func found(where filter: SearchFilter = .all) async throws -> [String] {
        let hits = try await index(Samples.model).nearest(to: Samples.embedding([1, 1]), limit: 100, where: filter)
        return Set(hits.map(\.documentPath)).sorted()
    }
}
