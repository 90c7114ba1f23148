import RAGCore

/// Groups texts by subject, each language by itself, as communities of the graph of nearest neighbours.
///
/// Vectors are centred first: the mean of a language hides what tells its texts apart. Equal texts count once. The
/// topics do not depend on the order of the texts.
package struct TopicGrouping: Sendable {
    /// The number of topics that was asked for; nil for as many as the texts have.
    private let count: Int?

    /// Fewer texts, equal ones counted each time, are no topic.
    static let leastTexts = 3

    /// Creates a grouping into `count` topics, or into as many as the texts have if it is nil.
    package init(count: Int? = nil) { self.count = count }

    /// Returns the topics of `records`. `vectors` has a row for each, all of one model and role. `progress` gets the
    /// share of the work that is done. Throws `CancellationError`.
    package func topics(
        of records: [TextRecord],
        vectors: VectorTable,
        background: TopicBackground = TopicBackground(),
        progress: @Sendable (Double) -> Void = { _ in }
    ) async throws -> TopicAssignment {
        precondition(records.count == vectors.count, "A vector for each text is needed")
        let languages = DistinctTexts.of(records)
        let shares = shares(of: languages)
        var clusters: [TopicCluster] = []
        var done = 0
        for (texts, share) in zip(languages, shares) {
            let rows = vectors.rows(texts.representatives)
            let topics = LanguageTopics(
                texts.representatives.map { records[$0].text },
                rows.centred(on: background.mean(with: rows, texts.language)),
                weights: texts.positions.map(\.count),
                count: share
            )
            clusters += try await topics.clusters().map { $0.resolved(texts, records) }
            done += texts.positions.count
            progress(Double(done) / Double(languages.reduce(0) { $0 + $1.positions.count }))
        }
        clusters.sort {
            ($0.members.count, records[$1.typical[0]].text) > ($1.members.count, records[$0.typical[0]].text)
        }
        var numbers = [Int?](repeating: nil, count: records.count)
        for (number, cluster) in clusters.enumerated() {
            for member in cluster.members { numbers[member] = number }
        }
        return TopicAssignment(
            topics: clusters,
            numbers: numbers,
            model: TopicModel(of: records, vectors: vectors, numbers: numbers, background: background)
        )
    }

    /// Divides the number of topics among the languages by their numbers of texts, at least one for each.
    private func shares(of languages: [DistinctTexts]) -> [Int?] {
        guard let count else { return languages.map { _ in nil } }
        let whole = Double(languages.reduce(0) { $0 + $1.positions.count })
        var shares = languages.map { max(1, Int(Double(count * $0.positions.count) / whole)) }
        // What rounding leaves goes to the language with the most texts.
        if let most = languages.indices.max(by: { languages[$0].positions.count < languages[$1].positions.count }) {
            shares[most] = max(1, shares[most] + count - shares.reduce(0, +))
        }
        return shares
    }
}
