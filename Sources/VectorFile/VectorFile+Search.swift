import RAGCore

extension VectorFile {
    /// Returns the `limit` vectors with the largest product with `query`, best first; equal scores are ordered by ID.
    ///
    /// The product is the cosine if all vectors have length 1. The result is exact: it equals a comparison with every
    /// vector in double precision, rounded once. With a `selection`, only vectors in it are found.
    ///
    /// Runs on this thread, and with `threads` 2 on a second one if the scan is long and no other search is using it.
    /// Throws `VectorFileFault` if the query has another dimension or the file turns out to be damaged.
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

    /// Returns what `search` returns, and all vectors that tie with the last of them.
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

    /// Returns a filter that lets a search find only the vectors of `ids`, which must ascend.
    ///
    /// IDs that do not exist are ignored. The filter is valid for this snapshot of the file only.
    package func selection(of ids: [Int64]) -> VectorSelection {
        VectorSelection(segments.map { $0.rows(of: ids) })
    }
}
