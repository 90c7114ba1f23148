/// Divides rows into a given number of clusters, so that the sum of the squared distances to the means is small.
///
/// The result is that of Lloyd's algorithm (1982), begun at the best of several k-means++ centres (Arthur and
/// Vassilvitskii 2007), each improved on a sample. Equal tables have equal clusters.
package struct KMeans: Sendable, Hashable {
    /// The number of clusters, at least 1.
    package let count: Int
    /// The most passes over all rows.
    package var iterations = 300
    /// The passes end when the squared movements of all centres together are below this share of the mean variance of
    /// a component, as in scikit-learn.
    package var tolerance = 1e-4
    /// Decides the choice of the first centres.
    package var seed: UInt64 = 1

    /// Rows on which the first centres are improved, for each cluster.
    private static let sampledRows = 200
    /// First centres that are tried.
    private static let starts: UInt64 = 4

    /// Creates a division into `count` clusters.
    package init(count: Int) { self.count = max(1, count) }

    /// Returns the clusters of `table`; at most as many as it has rows. Throws `CancellationError`.
    package func clusters(of table: VectorTable) throws -> KMeansClusters {
        let number = min(count, table.count)
        guard number > 0 else { return KMeansClusters(centres: table, assignments: [], inertia: 0, iterations: 0) }
        // Evenly spread over the table: what lies together in it is often alike.
        let size = min(table.count, max(number * Self.sampledRows, 1_000))
        let sample = size == table.count ? table : table.rows((0..<size).map { $0 * table.count / size })
        var best: KMeansClusters?
        for start in 0..<Self.starts {
            let found = try clusters(of: sample, from: KMeansSeeding(sample, seed: seed &+ start).centres(number))
            if found.inertia < best?.inertia ?? .infinity { best = found }
        }
        guard let best, size < table.count else {
            return best ?? KMeansClusters(centres: table, assignments: [], inertia: 0, iterations: 0)
        }
        return try clusters(of: table, from: best.centres)
    }

    /// Returns the clusters of `table` that Lloyd's algorithm reaches from `centres`. Throws `CancellationError`.
    package func clusters(of table: VectorTable, from centres: VectorTable) throws -> KMeansClusters {
        var passes = LloydPasses(table, centres: centres)
        let least = tolerance * Self.variance(of: table)
        var done = 0
        repeat {
            try Task.checkCancellation()
            done += 1
            let moved = passes.assign()
            let movement = passes.moveCentres()
            if moved == 0 || movement <= least { break }
        } while done < iterations
        return passes.clusters(iterations: done)
    }

    /// Returns the mean variance of the components.
    private static func variance(of table: VectorTable) -> Double {
        let mean = table.mean()
        var squares = 0.0
        var length = 0.0
        for component in table.components { squares += Double(component) * Double(component) }
        for component in mean { length += Double(component) * Double(component) }
        return (squares / Double(table.count) - length) / Double(table.dimensions)
    }
}
