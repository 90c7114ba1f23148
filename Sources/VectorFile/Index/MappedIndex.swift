import Foundation
import RAGCore

/// Exact search over the vectors of a store, by way of a mapped file that is derived from them.
///
/// A search sees one state of the store, whatever writers do meanwhile. The file serves as far as it agrees with that state:
/// vectors that it holds too much are passed over, those that it lacks are read from the store. So it need not be there, be
/// current, or be writable for a search to be right; it makes it fast.
package struct MappedIndex: VectorIndex {
    private let snapshots: any SnapshotSource
    private let model: EmbeddingModel
    private let file: DerivedFile

    /// Finds chunks by embeddings of `model`. `folder` is the file's alone; it is made when there is something to put there.
    package init(of snapshots: any SnapshotSource, model: EmbeddingModel, folder: URL) {
        self.snapshots = snapshots
        self.model = model
        file = DerivedFile(folder: folder)
    }

    package func nearest(to query: Embedding, limit: Int, atLeast leastScore: Float, where filter: SearchFilter)
        async throws -> [SearchHit]
    {
        try await search(query, limit, leastScore, filter) { scores, snapshot in
            try snapshot.passages(scores.map(\.chunkID), comparedTo: query)
        }
    }

    package func scores(nearestTo query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [VectorHit]
    {
        try await search(query, limit, -.infinity, filter) { scores, _ in scores }
    }

    package func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit] {
        let hits = try await snapshots.withSnapshot(for: model) { snapshot in
            try check(query, snapshot)
            return try snapshot.passages(chunkIDs, comparedTo: query)
        }
        return hits ?? []
    }

    /// Makes the file agree with the store, so that the next search need not. Where another process is at it, waits until it is
    /// done, or leaves it to that one. A file that cannot be written is no error; it is logged once.
    package func bringUpToDate(waiting: Bool = true) async throws {
        // Who was outrun looks at the store anew: its state may be older by now than the file.
        while try await snapshots.withSnapshot(for: model, { try file.update(from: $0, model, waiting: waiting) }) == .superseded {}
    }

    /// What `result` makes of the nearest chunks, in one state of the store.
    private func search<Hit: Sendable>(
        _ query: Embedding,
        _ limit: Int,
        _ leastScore: Float,
        _ filter: SearchFilter,
        result: @escaping @Sendable ([VectorHit], any IndexSnapshot) throws -> [Hit]
    ) async throws -> [Hit] {
        guard limit > 0 else { return [] }
        let find = { @Sendable (snapshot: any IndexSnapshot) in
            try check(query, snapshot)
            let search = SnapshotSearch(query: query, limit: limit, leastScore: leastScore, filter: filter, snapshot: snapshot)
            let scores = try search.scores(with: file.lastSeen(of: VectorSpace(model, snapshot))) {
                try file.replaceDamaged(from: snapshot, model)
            }
            return try result(scores, snapshot)
        }
        // Mostly the file is current, and one look at the store is enough.
        let hits = try await snapshots.withSnapshot(for: model) { file.isCurrent(for: $0, model) ? try find($0) : nil }
        if let hits = hits ?? nil { return hits }
        try await bringUpToDate(waiting: false)
        return try await snapshots.withSnapshot(for: model, find) ?? []
    }

    private func check(_ query: Embedding, _ snapshot: any IndexSnapshot) throws {
        guard query.dimensions != snapshot.dimensions else { return }
        throw RAGError(
            .notConfigured,
            "The question has \(query.dimensions) dimensions, but the index holds \(snapshot.dimensions) for the model \(model)",
            hint: "Run `kefu refresh` to build the index with the model that is set now"
        )
    }
}

extension VectorSpace {
    /// The vectors of `model` in `snapshot`.
    init(_ model: EmbeddingModel, _ snapshot: any IndexSnapshot) {
        self.init(model: model.description, generation: snapshot.version.generation, dimensions: snapshot.dimensions)
    }
}
