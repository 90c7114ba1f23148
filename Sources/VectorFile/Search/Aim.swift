import CVectorKernels

/// A query as one segment is scanned with it.
struct Aim {
    let query: vk_query
    /// What rounding the query and computing the bound can cost.
    let margin: Float

    /// How far below its upper bound the product of a row can lie whose code leaves over at most `bound`.
    func doubt(_ bound: Float) -> Float { 2 * (query.reach * bound + margin) }
}
