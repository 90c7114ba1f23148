import RAGCore

/// Groups texts by subject without a given number of topics, each language by itself.
///
/// The topics do not depend on the order of the texts.
package struct TopicGrouping: Sendable {
    private let count: Int?

    /// Creates a grouping into `count` topics, or into as many as the texts have if it is nil.
    package init(count: Int? = nil) { self.count = count }

    /// Returns the topics of `records`. `vectors` has a row for each; all of one model and role. `progress` gets the
    /// share of the work that is done. Throws `CancellationError`.
    package func topics(
        of records: [TextRecord],
        vectors: VectorTable,
        progress: @Sendable (Double) -> Void = { _ in }
    ) async throws -> TopicAssignment {
        precondition(records.count == vectors.count, "A vector for each text is needed")
        var clusters: [TopicCluster] = []
        for language in [Language.chinese, .english, nil] {
            let places = records.indices.filter { records[$0].language == language }
            if places.isEmpty { continue }
            let rows = vectors.rows(places)
            let centred = rows.centred(on: rows.mean())
            let embeddings = places.indices.map { Embedding(unitLength: Array(centred[$0])) }
            let groups = try await AverageLinkage(threshold: 0.2).groups(
                of: embeddings,
                weights: Array(repeating: 1, count: places.count)
            )
            for group in groups where group.count > 2 {
                let own = centred.rows(group)
                let centroid = VectorTable(components: own.mean(), dimensions: own.dimensions).scaledToUnitLength()
                let cosines = own.products(with: centroid)
                clusters.append(
                    TopicCluster(
                        language: language,
                        members: group.map { places[$0] },
                        typical: group.indices.sorted { cosines[$0] > cosines[$1] }.map { places[group[$0]] },
                        centroid: centroid.components
                    )
                )
            }
        }
        clusters.sort {
            ($0.members.count, records[$1.typical[0]].text) > ($1.members.count, records[$0.typical[0]].text)
        }
        var numbers = [Int?](repeating: nil, count: records.count)
        for (number, cluster) in clusters.enumerated() { for member in cluster.members { numbers[member] = number } }
        return TopicAssignment(
            topics: clusters,
            numbers: numbers,
            model: TopicModel(of: records, vectors: vectors, numbers: numbers)
        )
    }
}
