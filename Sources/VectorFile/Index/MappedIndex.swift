import Foundation
import RAGCore

/// An exact search over the vectors of a store, through a memory-mapped file that is derived from them.
///
/// Each search sees one snapshot of the store, even while writers change it. The file may be missing, outdated or
/// read-only: vectors that the snapshot does not have are skipped, and those that the file lacks are read from the
/// store. The file only makes the search fast.
package struct MappedIndex: VectorIndex {
    private let snapshots: any SnapshotSource
    private let model: EmbeddingModel
    private let file: DerivedFile

    /// Creates a search for chunks by embeddings of `model`.
    ///
    /// `folder` must hold nothing but this file. It is created when there are vectors to write.
    package init(of snapshots: any SnapshotSource, model: EmbeddingModel, folder: URL) {
        self.snapshots = snapshots
        self.model = model
        file = DerivedFile(folder: folder)
    }

    /// Searches the passages and reads the nearest, both in one snapshot.
    package func nearest(to query: Embedding, limit: Int, atLeast leastScore: Float, where filter: SearchFilter)
        async throws -> [SearchHit]
    {
        try await search(query, limit, leastScore, filter) { scores, snapshot in
            try snapshot.passages(scores.map(\.chunkID), comparedTo: query)
        }
    }

    /// Searches the passages without reading them.
    package func scores(nearestTo query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [VectorHit]
    {
        try await search(query, limit, -.infinity, filter) { scores, _ in scores }
    }

    /// Reads passages by number in one snapshot. Throws `RAGError` if the query has another dimension.
    package func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit] {
        let hits = try await snapshots.withSnapshot(for: model) { snapshot in
            try check(query, snapshot)
            return try snapshot.passages(chunkIDs, comparedTo: query)
        }
        return hits ?? []
    }

    /// Returns whether the file has the version of the store; true if the store has no vectors of the model.
    package func isUpToDate() async throws -> Bool {
        try await snapshots.withSnapshot(for: model) { file.fits($0, model) } ?? true
    }

    /// Brings the file to the version of the store, so that the next search need not do it.
    ///
    /// If another process is writing the file, waits for it, or leaves the file to it if `waiting` is false. A file
    /// that cannot be written is not an error; it is logged once.
    package func bringUpToDate(waiting: Bool = true) async throws {
        // If another process was faster, its file may be newer than our snapshot: open a new one.
        while try await snapshots.withSnapshot(for: model, { try file.update(from: $0, model, waiting: waiting) })
            == .superseded
        {}
    }

    /// Finds the nearest chunks in one snapshot and returns what `result` makes of them.
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
            let search = SnapshotSearch(
                query: query,
                limit: limit,
                leastScore: leastScore,
                filter: filter,
                snapshot: snapshot
            )
            let scores = try search.scores(with: file.lastSeen(of: VectorSpace(model, snapshot))) {
                try file.replaceDamaged(from: snapshot, model)
            }
            return try result(scores, snapshot)
        }
        // Usually the file is current, and one snapshot is enough.
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
    /// The space of the vectors of `model` in `snapshot`.
    init(_ model: EmbeddingModel, _ snapshot: any IndexSnapshot) {
        self.init(model: model.description, generation: snapshot.version.generation, dimensions: snapshot.dimensions)
    }
}
