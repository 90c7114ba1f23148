import Foundation

/// Vectors of 8-bit components with a scale for each row, a quarter of the size of floats. Rounding again what is
/// already rounded changes nothing, so what is kept in a file equals what is read from it.
struct ByteVectors: Sendable, Hashable, Codable {
    private let dimensions: Int
    /// The components in steps, -127 to 127.
    private let steps: Data
    /// The size of a step in each row, as little-endian floats.
    private let scales: Data

    /// The greatest number of steps.
    private static let most: Float = 127

    /// Rounds the rows of `table`.
    init(_ table: VectorTable) {
        dimensions = table.dimensions
        var steps: [Int8] = []
        var scales: [Float] = []
        steps.reserveCapacity(table.components.count)
        for row in 0..<table.count {
            let scale = Self.scale(table[row].reduce(0) { max($0, abs($1)) })
            scales.append(scale)
            for component in table[row] { steps.append(scale > 0 ? Int8((component / scale).rounded()) : 0) }
        }
        self.steps = steps.withUnsafeBytes { Data($0) }
        self.scales = Data(floats: scales)
    }

    /// The rounded vectors; nil if the parts do not fit together.
    var table: VectorTable? {
        let scales = scales.floats
        guard dimensions >= 0, steps.count == scales.count * dimensions, scales.allSatisfy(\.isFinite) else {
            return nil
        }
        var components: [Float] = []
        components.reserveCapacity(steps.count)
        for (place, byte) in steps.enumerated() {
            components.append(Float(Int8(bitPattern: byte)) * scales[place / dimensions])
        }
        return VectorTable(components: components, dimensions: dimensions)
    }

    /// Returns the size of a step for components up to `greatest`. It has 16 significant bits, so that any number of
    /// steps is exact, and rounds up, so that there are at most 127.
    private static func scale(_ greatest: Float) -> Float {
        let scale = greatest / most
        guard scale.isNormal else { return 0 }
        return Float(bitPattern: (scale.bitPattern + 0xFF) & ~0xFF)
    }
}

extension Data {
    /// Creates the bytes of `floats`, little-endian.
    init(floats: [Float]) {
        self = floats.withUnsafeBytes { Data($0) }
    }

    /// The floats of these bytes; empty if their number does not fit.
    var floats: [Float] {
        guard count % MemoryLayout<Float>.stride == 0 else { return [] }
        return [Float](unsafeUninitializedCapacity: count / MemoryLayout<Float>.stride) { floats, filled in
            filled = copyBytes(to: floats) / MemoryLayout<Float>.stride
        }
    }
}
