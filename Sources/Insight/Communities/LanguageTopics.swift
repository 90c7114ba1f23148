import RAGCore

/// Finds the topics among the different texts of one language.
struct LanguageTopics: Sendable {
    /// The vectors, centred, of unit length.
    private let table: VectorTable
    private let count: Int?

    /// Below this number of texts the resolution stays the same; see `resolution(of:)`.
    private static let fewTexts = 4_000.0
    /// Leiden runs that begin in different orders; the best result is kept.
    private static let runs: UInt64 = 3
    /// The least number of texts of a topic that is divided into subtopics.
    private static let leastDivided = 30

    /// Creates a search for `count` topics, or for as many as there are if it is nil.
    init(_ table: VectorTable, count: Int? = nil) { (self.table, self.count) = (table, count) }

    /// Returns the topics, each with its subtopics. Throws `CancellationError`.
    func clusters() async throws -> [RowCluster] {
        let graph = WeightedGraph(try await NeighbourTable.nearest(in: table, count: TopicGrouping.neighbours))
        let groups = try communities(of: graph, resolution: Self.resolution(of: table.count))
        var clusters: [RowCluster] = []
        for rows in TopicFit(table, groups).topics {
            try Task.checkCancellation()
            clusters.append(RowCluster(rows, in: table, parts: try await parts(of: rows)))
        }
        return clusters
    }

    /// Returns the resolution for a number of texts.
    ///
    /// With 15 neighbours and a resolution of 6 the numbers of topics come near those that people made: 57 for 48
    /// articles (1,190 questions, Chinese and English), 70 for 77 intents (3,080 questions of Banking77). At a constant
    /// resolution they grow with the square root of the number of texts, though subjects do not: 119 for the 10,003
    /// questions about the same 77 intents. Nobody reads hundreds of topics, so from 4,000 texts on the resolution falls.
    static func resolution(of count: Int) -> Double {
        6 * min(1, (fewTexts / Double(count)).squareRoot())
    }

    /// Returns the best communities of a few runs.
    private func communities(of graph: WeightedGraph, resolution: Double) throws -> [Int32] {
        var best: (quality: Double, groups: [Int32]) = (-.infinity, [])
        for seed in 1...Self.runs {
            let groups = try Leiden(resolution: resolution, seed: seed).communities(of: graph)
            let quality = graph.modularity(of: groups, resolution: resolution)
            if quality > best.quality { best = (quality, groups) }
        }
        return best.groups
    }

    /// Returns the parts of a topic, found in the same way without what the topic has in common.
    private func parts(of rows: [Int]) async throws -> [RowCluster] {
        guard rows.count >= Self.leastDivided else { return [] }
        let own = table.rows(rows)
        let centred = own.centred(on: own.mean())
        let graph = WeightedGraph(try await NeighbourTable.nearest(in: centred, count: TopicGrouping.neighbours))
        let groups = try communities(of: graph, resolution: 1)
        let topics = TopicFit(centred, groups).topics
        return topics.count < 2 ? [] : topics.map { RowCluster($0.map { rows[$0] }, in: table, parts: []) }
    }
}
