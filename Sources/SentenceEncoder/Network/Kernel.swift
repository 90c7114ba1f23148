import CMatrixKernels

/// The processor instructions that the encoder uses. All give the same embeddings apart from rounding.
package enum Kernel: String, Sendable, CaseIterable {
    case portable, neon, avx2, avx512

    /// The fastest kernel that this processor can run.
    package static var fastest: Kernel { allCases.last(where: \.isAvailable) ?? .portable }

    /// Whether this processor can run the kernel.
    package var isAvailable: Bool { mk_available(level) }

    var level: mk_level {
        switch self {
        case .portable: MK_PORTABLE
        case .neon: MK_NEON
        case .avx2: MK_AVX2
        case .avx512: MK_AVX512
        }
    }
}
