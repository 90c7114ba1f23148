import ArgumentParser
import Foundation
import Insight

/// Measures principal components, which the program shows only as a part of a map.
struct PCABench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insight-pca",
        abstract: "Measure the time of principal components of vectors from a file."
    )

    @Argument(help: "The file of vectors: little-endian floats, row after row.")
    var vectors: String

    @Option(help: "The number of components of a vector.")
    var dimensions = 384

    @Option(help: "The number of axes.")
    var count = 3

    @Option(help: "How often it is measured; the least time counts.")
    var rounds = 3

    func run() async throws {
        let table = try BenchVectors.table(vectors, dimensions)
        var least = Double.infinity
        var variances: [Double] = []
        for _ in 0..<rounds {
            let start = clock()
            variances = PrincipalComponents(of: table, count: count).variances
            least = min(least, Double(clock() - start) / Double(CLOCKS_PER_SEC))
        }
        print(#"{"seconds": \#(least), "variances": \#(variances)}"#)
    }
}
