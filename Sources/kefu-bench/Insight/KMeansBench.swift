import ArgumentParser
import Insight

/// Measures k-means, which the program shows only as a part of other work.
struct KMeansBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insight-kmeans",
        abstract: "Measure the time and the inertia of k-means on vectors from a file."
    )

    @OptionGroup var input: BenchVectors

    @Option(help: "The number of clusters.")
    var count = 50

    @Option(help: "A file of first centres in the same format; by default they are chosen, which counts as well.")
    var centres: String?

    func run() async throws {
        let table = try input.table()
        let first = try centres.map(input.table(at:))
        let means = KMeans(count: count)
        let (seconds, found) = try BenchVectors.measured {
            try first.map { try means.clusters(of: table, from: $0) } ?? means.clusters(of: table)
        }
        print(#"{"seconds": \#(seconds), "inertia": \#(found.inertia), "iterations": \#(found.iterations)}"#)
    }
}
