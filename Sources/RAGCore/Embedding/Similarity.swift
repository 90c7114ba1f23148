/// Arithmetic on vectors that lie in memory as plain floats.
package enum Similarity {
    /// Returns the dot product of two vectors. If their lengths differ, the rest of the longer one is ignored.
    ///
    /// The vectors need not be aligned. Four running sums of eight lanes hide the latency of the addition: a plain loop
    /// takes five times as long.
    package static func dot(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Float {
        let count = min(a.count, b.count)
        guard count > 0, let a = a.baseAddress, let b = b.baseAddress else { return 0 }
        let left = UnsafeRawPointer(a)
        let right = UnsafeRawPointer(b)
        var sums = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
        let blocks = count / 32
        for block in 0..<blocks {
            let at = block * 128
            sums.0 += load(left, at) * load(right, at)
            sums.1 += load(left, at + 32) * load(right, at + 32)
            sums.2 += load(left, at + 64) * load(right, at + 64)
            sums.3 += load(left, at + 96) * load(right, at + 96)
        }
        var sum = ((sums.0 + sums.1) + (sums.2 + sums.3)).sum()
        for index in (blocks * 32)..<count {
            sum +=
                left.loadUnaligned(fromByteOffset: index * 4, as: Float.self)
                * right.loadUnaligned(fromByteOffset: index * 4, as: Float.self)
        }
        return sum
    }

    private static func load(_ base: UnsafeRawPointer, _ offset: Int) -> SIMD8<Float> {
        base.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
    }
}
