import RAGCore

/// Finds the topics among the different texts of one language.
struct LanguageTopics: Sendable {
    /// The vectors, centred, of unit length.
    private let table: VectorTable
    private let words: WordOverlap
    /// The number of records with each text.
    private let weights: [Int]
    private let count: Int?

    /// Between these numbers of texts the resolution stays the same; see `resolution(of:)`.
    private static let (fewTexts, manyTexts) = (600.0, 3_000.0)
    /// Leiden runs that begin in different orders; the best result is kept.
    private static let runs: UInt64 = 5
    /// The least number of texts of a topic that is divided into subtopics.
    private static let leastDivided = 30

    /// More topics than this are found by k-means: nobody compares so many, and merging takes the square of their
    /// number.
    private static let mostMerged = 500
    /// The resolutions that are tried for a given number of topics. At the highest, communities have a handful of
    /// texts.
    private static let resolutions = 0.01...200.0
    /// Resolutions that are tried for a given number of topics.
    private static let searchSteps = 10

    /// Creates a search for `count` topics, or for as many as there are if it is nil. `table` and `weights` have a row
    /// for each of `texts`.
    init(_ texts: [String], _ table: VectorTable, weights: [Int], count: Int? = nil) {
        (self.table, self.weights, self.count) = (table, weights, count)
        words = WordOverlap(texts)
    }

    /// Returns the topics, each with its subtopics. Throws `CancellationError`.
    func clusters() async throws -> [RowCluster] {
        let all = Array(0..<table.count)
        let graph = WeightedGraph(
            try await SubjectNeighbours.nearest(in: table, rows: all, words: words),
            count: table.count
        )
        var clusters: [RowCluster] = []
        for rows in try topics(of: graph) {
            try Task.checkCancellation()
            clusters.append(RowCluster(rows, in: table, parts: try await parts(of: rows)))
        }
        return clusters
    }

    /// Returns the rows of each topic.
    private func topics(of graph: WeightedGraph) throws -> [[Int]] {
        func found(_ resolution: Double, runs: UInt64 = Self.runs) throws -> [[Int]] {
            TopicFit(table, weights: weights, try communities(of: graph, resolution: resolution, runs: runs)).topics
        }
        let natural = Self.resolution(of: table.count)
        guard let count = count.map({ min($0, table.count) }) else { return try found(natural) }
        guard count <= Self.mostMerged else { return try clusters(count) }
        // The number of topics grows with the resolution: search for one that gives few too many, and merge the rest.
        // K-means with the same number is worse: at the number of their labels, V-measure .73 instead of .80 on
        // Banking77, .68 instead of .79 on XQuAD (zh) and .72 instead of .80 (en).
        var (low, high) = (Self.resolutions.lowerBound, Self.resolutions.upperBound)
        var best: [[Int]]?
        var resolution = natural
        for _ in 0..<Self.searchSteps {
            let topics = try found(resolution, runs: 1)
            if topics.count < count {
                low = resolution
            } else {
                high = resolution
                if topics.count <= best?.count ?? .max { best = topics }
                if topics.count == count { break }
            }
            resolution = (low * high).squareRoot()
        }
        guard let best else { return try clusters(count) }
        var merging = TopicMerging(best, of: graph, table)
        merging.merge(to: count)
        return merging.topics
    }

    /// Returns the rows of `count` clusters by k-means, to which every row belongs.
    private func clusters(_ count: Int) throws -> [[Int]] {
        let clusters = try KMeans(count: count).clusters(of: table)
        let lists = NodeLists(clusters.assignments, number: clusters.centres.count)
        return (0..<clusters.centres.count).map { lists[$0].map(Int.init) }
    }

    /// Returns the resolution for a number of texts.
    ///
    /// With this resolution the numbers of topics come near those that people made: about 57 for 48 articles (1,190
    /// questions, in Chinese and in English), 69 for 77 intents (3,080 questions of Banking77). A constant resolution
    /// gives more topics to more texts, though their subjects are the same, and nobody reads hundreds of topics. So it
    /// falls with the square root of the number of texts. Among a few hundred texts the ten nearest are a large part of
    /// all, and a high resolution would cut through one subject.
    static func resolution(of count: Int) -> Double {
        let most = 4.5 * min(1, (manyTexts / Double(count)).squareRoot())
        return max(1, min(most, 4.5 * Double(count) / fewTexts))
    }

    /// Returns the best communities of a few runs.
    private func communities(
        of graph: WeightedGraph,
        resolution: Double,
        runs: UInt64 = Self.runs
    ) throws -> [Int32] {
        var best: (quality: Double, groups: [Int32]) = (-.infinity, [])
        for seed in 1...runs {
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
        let graph = WeightedGraph(
            try await SubjectNeighbours.nearest(in: centred, rows: rows, words: words),
            count: rows.count
        )
        let groups = try communities(of: graph, resolution: 1)
        let topics = TopicFit(centred, weights: rows.map { weights[$0] }, groups).topics
        return topics.count < 2 ? [] : topics.map { RowCluster($0.map { rows[$0] }, in: table, parts: []) }
    }
}
