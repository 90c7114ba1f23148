import Foundation
import RAGCore
import VectorFile

@testable import SQLiteStore

/// An empty store of its own, on which the contract is tested.
struct StoreUnderTest: Sendable {
    /// The implementers: the one in memory, SQLite with an index that reads its vectors, and SQLite with a mapped file.
    enum Kind: CaseIterable { case memory, sqlite, mapped }

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
            // No file can be written below a file.
            let nowhere = folder.index.appending(path: "vectors")
            let indices = [Samples.model, Samples.otherModel].map {
                ($0, MappedIndex(of: store, model: $0, folder: nowhere))
            }
            let index = Dictionary(uniqueKeysWithValues: indices)
            self.index = { index[$0] ?? MappedIndex(of: store, model: $0, folder: nowhere) }
        case .mapped:
            let folder = try TemporaryFolder()
            let store = try SQLiteStore(at: folder.index, access: .readWrite)
            (self.store, self.folder) = (store, folder)
            index = { store.index(for: $0) }
        }
    }

    /// Returns the texts of the nearest chunks, best first.
    func nearest(
        _ components: [Float],
        limit: Int = 10,
        where filter: SearchFilter = .all,
        model: EmbeddingModel = Samples.model
    ) async throws -> [String] {
        try await index(model).nearest(to: Samples.embedding(components), limit: limit, where: filter).map(\.chunk.text)
    }

    /// Returns the paths of the documents of the nearest chunks, each once, sorted.
    func found(where filter: SearchFilter = .all) async throws -> [String] {
        let hits = try await index(Samples.model).nearest(to: Samples.embedding([1, 1]), limit: 100, where: filter)
        return Set(hits.map(\.documentPath)).sorted()
    }
}

extension SQLiteStore {
    /// Returns a search whose file is beside the database.
    func index(for model: EmbeddingModel) -> MappedIndex {
        MappedIndex(of: self, model: model, folder: URL(filePath: failure.file.path + "-vectors"))
    }
}
