import ArgumentParser
import Foundation
import Insight

/// Measures k-means, which the program shows only as a part of other work.
struct KMeansBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insight-kmeans",
        abstract: "Measure the time and the inertia of k-means on vectors from a file."
    )

    @Argument(help: "The file of vectors: little-endian floats, row after row.")
    var vectors: String

    @Option(help: "The number of components of a vector.")
    var dimensions = 384

    @Option(help: "The number of clusters.")
    var count = 50

    @Option(help: "A file of first centres in the same format; by default they are chosen, which counts as well.")
    var centres: String?

    func run() async throws {
        let table = try BenchVectors.table(vectors, dimensions)
        let first = try centres.map { try BenchVectors.table($0, dimensions) }
        let means = KMeans(count: count)
        let start = clock()
        let found = try first.map { try means.clusters(of: table, from: $0) } ?? means.clusters(of: table)
        let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        print(#"{"seconds": \#(seconds), "inertia": \#(found.inertia), "iterations": \#(found.iterations)}"#)
    }
}
