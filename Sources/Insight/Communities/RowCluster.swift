import RAGCore

/// A topic as rows of a table of different texts.
struct RowCluster: Sendable {
    /// Rows, nearest to the centroid first.
    let rows: [Int]
    let centroid: [Float]
    let parts: [RowCluster]

    /// Creates a cluster of the rows of `table` and of its parts.
    init(_ rows: [Int], in table: VectorTable, parts: [RowCluster]) {
        let own = table.rows(rows)
        let mean = VectorTable(components: own.mean(), dimensions: own.dimensions).scaledToUnitLength()
        let cosines = own.products(with: mean)
        self.rows = rows.indices.sorted { (cosines[$1], rows[$0]) < (cosines[$0], rows[$1]) }.map { rows[$0] }
        centroid = mean.components
        self.parts = parts
    }

    /// Returns the cluster as positions of records: row r stands for the records with the text r of `texts`.
    func resolved(_ texts: DistinctTexts, _ records: [TextRecord]) -> TopicCluster {
        TopicCluster(
            language: texts.language,
            members: rows.flatMap { texts.positions[$0] }.sorted(),
            typical: rows.map { texts.positions[$0][0] },
            centroid: centroid,
            subtopics: parts.map { $0.resolved(texts, records) }
                .sorted {
                    ($0.members.count, records[$1.typical[0]].text) > ($1.members.count, records[$0.typical[0]].text)
                }
        )
    }
}
