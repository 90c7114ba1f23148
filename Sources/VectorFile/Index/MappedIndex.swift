import Foundation
import RAGCore

/// Exact search over the vectors of a store, by way of a mapped file that is derived from them.
///
/// A search sees one state of the store, whatever writers do meanwhile. The file serves as far as it agrees with that state:
/// vectors that it holds too much are passed over, those that it lacks are read from the store. So it need not be there, be
/// current, or be writable for a search to be right; it makes it fast.
package struct MappedIndex: VectorIndex {
    private let rows: any VectorRows
    private let model: EmbeddingModel
    private let file: DerivedFile

    /// Finds chunks by embeddings of `model`. `folder` is the file's alone; it is made when there is something to put there.
    package init(of rows: any VectorRows, model: EmbeddingModel, folder: URL) {
        self.rows = rows
        self.model = model
        file = DerivedFile(folder: folder)
    }

    package func nearest(to query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [SearchHit] {
        guard limit > 0 else { return [] }
        try await bringUpToDate(waiting: false)
        let hits = try await rows.withState(of: model) { state in
            try check(query, state)
            let search = StateSearch(query: query, limit: limit, filter: filter, state: state)
            return try search.hits(with: file.held(of: VectorSpace(model, state))) {
                try file.replaceDamaged(from: state, model)
            }
        }
        return hits ?? []
    }

    package func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit] {
        let hits = try await rows.withState(of: model) { state in
            try check(query, state)
            return try state.passages(chunkIDs, comparedTo: query)
        }
        return hits ?? []
    }

    /// Makes the file agree with the store, so that the next search need not. Where another process is at it, waits until it is
    /// done, or leaves it to that one. A file that cannot be written is no error; it is logged once.
    package func bringUpToDate(waiting: Bool = true) async throws {
        // Who was outrun looks at the store anew: its state may be older by now than the file.
        while try await rows.withState(of: model, { try file.update(from: $0, model, waiting: waiting) }) == .outrun {}
    }

    private func check(_ query: Embedding, _ state: any VectorState) throws {
        guard query.dimensions != state.dimensions else { return }
        throw RAGError(
            .notConfigured,
            "The question has \(query.dimensions) dimensions, but the index holds \(state.dimensions) for the model \(model)",
            hint: "Run `kefu refresh` to build the index with the model that is set now"
        )
    }
}

extension VectorSpace {
    /// The vectors of `model` in `state`.
    init(_ model: EmbeddingModel, _ state: any VectorState) {
        self.init(model: model.description, generation: state.stamp.generation, dimensions: state.dimensions)
    }
}
