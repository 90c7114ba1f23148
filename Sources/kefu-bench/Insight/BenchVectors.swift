import ArgumentParser
import Foundation
import Insight

/// Vectors from a file.
enum BenchVectors {
    /// Returns the rows of `dimensions` little-endian floats in the file at `path`. Throws `ValidationError`.
    static func table(_ path: String, _ dimensions: Int) throws -> VectorTable {
        let bytes = try Data(contentsOf: URL(filePath: path))
        guard bytes.count % (4 * dimensions) == 0 else {
            throw ValidationError("\(path) has no rows of \(dimensions) floats")
        }
        var components = [Float](repeating: 0, count: bytes.count / 4)
        _ = components.withUnsafeMutableBytes { bytes.copyBytes(to: $0) }
        return VectorTable(components: components, dimensions: dimensions)
    }
}
