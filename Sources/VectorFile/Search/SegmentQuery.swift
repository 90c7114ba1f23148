import CVectorKernels

/// A query prepared for the scan of one segment.
struct SegmentQuery {
    /// The query as the kernels take it.
    let query: vk_query
    /// The largest error from rounding the query and from computing the bound.
    let margin: Float

    /// Returns how far a product can lie below its upper bound, for a row whose code has the error `bound`.
    func slack(_ bound: Float) -> Float { 2 * (query.reach * bound + margin) }
}
