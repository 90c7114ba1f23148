import CMatrixKernels
import Testing

@testable import SentenceEncoder

/// Tests that every level of this processor agrees with the portable one apart from rounding, and that the portable one
/// follows its documentation.
@Suite("Matrix kernels")
struct KernelTests {
    static let levels = Kernel.allCases.filter { $0.isAvailable && $0 != .portable }
    /// Every remainder of every tile, and more than one tile.
    static let tokenCounts = [1, 2, 3, 4, 5, 6, 7, 11, 12, 17, 33]

    @Test("dense layers agree", arguments: levels, [(32, 32), (384, 96), (416, 64), (1536, 32)])
    func dense(kernel: Kernel, size: (inputs: Int, outputs: Int)) {
        for tokens in Self.tokenCounts {
            let dense = Dense(inputs: size.inputs, outputs: size.outputs)
            let input = Activations(tokens: tokens, width: size.inputs)
            expectClose(dense.linear(.portable, input), dense.linear(kernel, input), "\(tokens) tokens")
        }
    }

    @Test("dense layers followed by GELU agree", arguments: levels)
    func gelu(kernel: Kernel) {
        for tokens in Self.tokenCounts {
            let dense = Dense(inputs: 384, outputs: 64)
            let input = Activations(tokens: tokens, width: 384)
            let (expected, found) = (dense.gelu(.portable, input), dense.gelu(kernel, input))
            expectClose(expected.scaleValues, found.scaleValues, "\(tokens) tokens")
            expectSameSteps(expected, found)
        }
    }

    @Test("attention agrees for windows of every length modulo the vector size", arguments: levels)
    func attention(kernel: Kernel) {
        for tokens in Array(1...34) + [140, 511, 512] {
            let (expected, found) = (attend(.portable, tokens: tokens), attend(kernel, tokens: tokens))
            expectClose(expected.scaleValues, found.scaleValues, "\(tokens) tokens")
            expectSameSteps(expected, found)
        }
    }

    @Test("normalised rows agree", arguments: levels)
    func norm(kernel: Kernel) {
        for width in [32, 384] {
            expectClose(normalize(.portable, width: width), normalize(kernel, width: width), "width \(width)")
        }
    }

    @Test("a dense layer is the documented sum of products")
    func meaning() {
        let dense = Dense(inputs: 64, outputs: 32)
        let input = Activations(tokens: 2, width: 64)
        let found = dense.linear(.portable, input)
        for token in 0..<2 {
            for output in 0..<32 {
                let sum = (0..<64).reduce(dense.bias[output]) { sum, index in
                    sum + dense.weight(output, index) * input.value(token, index)
                }
                #expect(abs(found[token * 32 + output] - sum) < 1e-4 * max(1, abs(sum)))
            }
        }
    }

    private func expectClose(_ expected: [Float], _ found: [Float], _ comment: Comment) {
        let size = expected.map(abs).max() ?? 0
        let distance = zip(expected, found).map { abs($0 - $1) }.max() ?? 0
        #expect(expected.count == found.count && distance <= 1e-4 * size, comment)
    }

    /// A value at the edge between two steps may fall either way, but no further.
    private func expectSameSteps(_ expected: Activations, _ found: Activations) {
        let pairs = zip(expected.bytes, found.bytes)
        #expect(pairs.allSatisfy { abs(Int($0) - Int($1)) <= 1 })
        #expect(pairs.filter { $0 != $1 }.count <= expected.bytes.count / 500 + 1)
    }

    private func attend(_ kernel: Kernel, tokens: Int) -> Activations {
        var random = Noise(seed: 7)
        let heads = 2
        let stride = 3 * heads * 32 + 16
        let qkv = (0..<tokens * stride).map { _ in random.next() * 3 }
        var scratch = [Float](repeating: 0, count: Int(MK_ATTENTION_SCRATCH))
        let output = Activations(tokens: tokens, width: heads * 32)
        output.lend { output in
            mk_attention(kernel.level, qkv, Int32(stride), Int32(heads), Int32(tokens), &scratch, output)
        }
        return output
    }

    private func normalize(_ kernel: Kernel, width: Int) -> [Float] {
        var random = Noise(seed: 3)
        var rows = (0..<5 * width).map { _ in random.next() * 4 }
        let addend = (0..<5 * width).map { _ in random.next() }
        let (gain, shift) = ((0..<width).map { _ in random.next() }, (0..<width).map { _ in random.next() })
        gain.withUnsafeBufferPointer { gain in
            shift.withUnsafeBufferPointer { shift in
                let norm = mk_norm(gain: gain.baseAddress, shift: shift.baseAddress, epsilon: 1e-12)
                Activations(tokens: 5, width: width).lend { mk_add_norm(kernel.level, norm, addend, 5, &rows, $0) }
            }
        }
        return rows
    }
}

/// A layer of random weights.
private struct Dense {
    let inputs: Int
    let outputs: Int
    let bias: [Float]
    private let blocks: [UInt8]

    init(inputs: Int, outputs: Int) {
        var random = Noise(seed: UInt64(inputs * outputs))
        self.inputs = inputs
        self.outputs = outputs
        bias = (0..<outputs).map { _ in random.next() }
        blocks = (0..<inputs * outputs / 32).flatMap { _ -> [UInt8] in
            let scale = 0x2400 | UInt16(random.byte()) << 2 | UInt16(random.byte() & 128) << 8
            return [UInt8(scale & 255), UInt8(scale >> 8)] + (0..<16).map { _ in random.byte() }
        }
    }

    func weight(_ output: Int, _ input: Int) -> Float {
        let block = (output * inputs + input) / 32 * 18
        let half = Int(blocks[block]) | Int(blocks[block + 1]) << 8
        // Half precision with the exponent 2^-6: ten bits of fraction below the leading one.
        let scale = Float(1024 + (half & 1023)) / 65536 * (half & 0x8000 == 0 ? 1 : -1)
        let byte = blocks[block + 2 + input % 16]
        return scale * Float(Int(input % 32 < 16 ? byte & 15 : byte >> 4) - 8)
    }

    func linear(_ kernel: Kernel, _ input: Activations) -> [Float] {
        var out = [Float](repeating: .nan, count: input.tokens * outputs)
        lend { dense in
            input.lend { mk_dense_linear(kernel.level, dense, $0, Int32(input.tokens), &out, Int32(outputs)) }
        }
        return out
    }

    func gelu(_ kernel: Kernel, _ input: Activations) -> Activations {
        let output = Activations(tokens: input.tokens, width: outputs)
        lend { dense in
            input.lend { input in
                output.lend { mk_dense_gelu(kernel.level, dense, input, Int32(output.tokens), $0) }
            }
        }
        return output
    }

    private func lend(_ body: (mk_dense) -> Void) {
        blocks.withUnsafeBufferPointer { blocks in
            bias.withUnsafeBufferPointer { bias in
                body(
                    mk_dense(
                        blocks: blocks.baseAddress,
                        bias: bias.baseAddress,
                        outputs: Int32(outputs),
                        inputs: Int32(inputs)
                    )
                )
            }
        }
    }
}

/// Quantised activations of random content.
private final class Activations {
    let tokens: Int
    let width: Int
    private(set) var bytes: [UInt8]
    private(set) var scaleValues: [Float]

    init(tokens: Int, width: Int) {
        var random = Noise(seed: UInt64(tokens * width))
        self.tokens = tokens
        self.width = width
        bytes = (0..<tokens * width).map { _ in max(1, random.byte()) }
        scaleValues = (0..<tokens * width / 32).map { _ in abs(random.next()) }
    }

    func value(_ token: Int, _ index: Int) -> Float {
        let at = token * width + index
        return scaleValues[at / 32] * Float(Int(bytes[at]) - 128)
    }

    func lend(_ body: (mk_activations) -> Void) {
        bytes.withUnsafeMutableBufferPointer { bytes in
            scaleValues.withUnsafeMutableBufferPointer { scales in
                body(mk_activations(values: bytes.baseAddress, scales: scales.baseAddress, width: Int32(width)))
            }
        }
    }
}

/// Numbers in -1...1, the same at every run (a linear congruential generator; Knuth's MMIX constants).
private struct Noise {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> Float { Float(advance() >> 40) / Float(1 << 23) - 1 }
    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: advance() >> 48) }

    private mutating func advance() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
    }
}
