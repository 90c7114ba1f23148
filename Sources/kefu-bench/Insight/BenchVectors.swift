import ArgumentParser
import Foundation
import Insight

/// Options for vectors from a file.
struct BenchVectors: ParsableArguments {
    @Argument(help: "The file of vectors: little-endian floats, row after row.")
    var vectors: String

    @Option(help: "The number of components of a vector.")
    var dimensions = 384

    /// Returns the vectors. Throws `ValidationError`.
    func table() throws -> VectorTable { try table(at: vectors) }

    /// Returns the rows of the file at `path`, which has the same form. Throws `ValidationError`.
    func table(at path: String) throws -> VectorTable {
        let bytes = try Data(contentsOf: URL(filePath: path))
        guard bytes.count % (4 * dimensions) == 0 else {
            throw ValidationError("\(path) has no rows of \(dimensions) floats")
        }
        var components = [Float](repeating: 0, count: bytes.count / 4)
        _ = components.withUnsafeMutableBytes { bytes.copyBytes(to: $0) }
        return VectorTable(components: components, dimensions: dimensions)
    }

    /// Returns the seconds of processor time that `work` takes, and its result.
    static func measured<Result>(_ work: () throws -> Result) rethrows -> (seconds: Double, result: Result) {
        let start = clock()
        let result = try work()
        return (Double(clock() - start) / Double(CLOCKS_PER_SEC), result)
    }
}
