import CMatrixKernels

/// The memory of one forward pass, about 11 kB a token. Nothing is allocated while the network runs.
struct Workspace: ~Copyable {
    /// The residual stream, [tokens][width].
    let rows: UnsafeMutablePointer<Float>
    /// The output of a layer, which is added to the rows, [tokens][width].
    let addend: UnsafeMutablePointer<Float>
    /// Queries, keys and values, [tokens][3][width], with a gap between rows.
    let projections: UnsafeMutablePointer<Float>
    /// Scratch memory of one attention.
    let attention: UnsafeMutablePointer<Float>
    /// The quantised input of a layer, [tokens][width].
    let narrow: mk_activations
    /// The quantised inner activations, [tokens][inner].
    let wide: mk_activations

    init(tokens: Int, shape: ModelFile.Shape) {
        rows = .allocate(capacity: tokens * shape.width)
        addend = .allocate(capacity: tokens * shape.width)
        projections = .allocate(capacity: tokens * Self.projectionStride(shape))
        attention = .allocate(capacity: Int(MK_ATTENTION_SCRATCH))
        narrow = Self.activations(tokens: tokens, width: shape.width)
        wide = Self.activations(tokens: tokens, width: shape.inner)
    }

    deinit {
        rows.deallocate()
        addend.deallocate()
        projections.deallocate()
        attention.deallocate()
        for activations in [narrow, wide] {
            activations.values.deallocate()
            activations.scales.deallocate()
        }
    }

    /// Returns the number of floats from one token's projections to the next. It is an odd number of cache lines, so
    /// that the rows of a head do not share a few lines of the cache.
    static func projectionStride(_ shape: ModelFile.Shape) -> Int { (3 * shape.width / 16 | 1) * 16 }

    private static func activations(tokens: Int, width: Int) -> mk_activations {
        mk_activations(
            values: .allocate(capacity: tokens * width),
            scales: .allocate(capacity: tokens * width / Int(MK_BLOCK)),
            width: Int32(width)
        )
    }
}
