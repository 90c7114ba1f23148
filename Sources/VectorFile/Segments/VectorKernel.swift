import CVectorKernels

/// The processor instructions that a search uses. All find the same vectors with the same scores.
package enum VectorKernel: String, Sendable, CaseIterable {
    case portable, neon, avx2, avx512

    /// The fastest kernel that this processor can run.
    package static let fastest = allCases.last(where: \.isAvailable) ?? .portable

    /// Whether this processor can run the kernel.
    package var isAvailable: Bool { vk_available(level) }

    var level: vk_level {
        switch self {
        case .portable: VK_PORTABLE
        case .neon: VK_NEON
        case .avx2: VK_AVX2
        case .avx512: VK_AVX512
        }
    }
}
