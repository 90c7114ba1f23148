import ArgumentParser
import Insight

/// Measures principal components, which the program shows only as a part of a map.
struct PCABench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insight-pca",
        abstract: "Measure the time of principal components of vectors from a file."
    )

    @OptionGroup var input: BenchVectors

    @Option(help: "The number of axes.")
    var count = 3

    @Option(help: "How often it is measured; the least time counts.")
    var rounds = 3

    func run() async throws {
        let table = try input.table()
        var least = Double.infinity
        var variances: [Double] = []
        for _ in 0..<rounds {
            let (seconds, components) = BenchVectors.measured { PrincipalComponents(of: table, count: count) }
            least = min(least, seconds)
            variances = components.variances
        }
        print(#"{"seconds": \#(least), "variances": \#(variances)}"#)
    }
}
