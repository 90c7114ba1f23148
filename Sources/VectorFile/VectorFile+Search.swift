import RAGCore

extension VectorFile {
    /// The nearest vectors to `query` by product (cosine, where all have length 1), at most `limit`, best first, equal
    /// scores in the order of their ids; of `selection` alone, if there is one. Exact: the same as comparing with every
    /// vector in double precision and rounding once.
    ///
    /// Runs on this thread, and with `threads` 2 on another as well when the scan is long and no other search has it.
    /// Throws `VectorFileFault` where the query has another dimension, or the file proves damaged.
    package func search(
        _ query: Embedding,
        limit: Int,
        in selection: VectorSelection? = nil,
        threads: Int = 2,
        kernel: VectorKernel = .fastest
    ) throws(VectorFileFault) -> [VectorMatch] {
        let matches = try matches(query, limit: limit, in: selection, threads: threads, kernel: kernel)
        return Array(matches.prefix(max(limit, 0)))
    }

    /// What `search` finds, and all that ties with the last of it.
    func matches(
        _ query: Embedding,
        limit: Int,
        in selection: VectorSelection? = nil,
        threads: Int = 2,
        kernel: VectorKernel = .fastest
    ) throws(VectorFileFault) -> [VectorMatch] {
        guard query.dimensions == dimensions else {
            throw .otherDimensions(expected: dimensions, found: query.dimensions)
        }
        guard limit > 0, count > 0 else { return [] }
        guard query.components.allSatisfy({ $0.magnitude < Segment.largestComponent }) else { return [] }
        let search = VectorSearch(
            segments: segments,
            query: query.components,
            limit: limit,
            selection: selection,
            kernel: kernel
        )
        return try search.matches(threads: threads)
    }

    /// A filter that lets a search find the vectors of `ids` alone, which ascend; ids that are not there are passed over.
    /// For this snapshot only.
    package func selection(of ids: [Int64]) -> VectorSelection {
        VectorSelection(segments.map { $0.rows(of: ids) })
    }
}
