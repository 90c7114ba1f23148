import RAGCore

/// What one configuration found for each question of a set of cases.
package struct RetrievalRun: Sendable {
    /// A question with the documents found for it, best first, each once.
    package struct Ranking: Sendable {
        package let query: RetrievalCases.Query
        package let documents: [String]

        package init(query: RetrievalCases.Query, documents: [String]) {
            self.query = query
            self.documents = documents
        }
    }

    package let cases: RetrievalCases
    /// In the order of the cases' queries.
    package let rankings: [Ranking]

    /// Asks `search` each question of `cases`; it gives the identifiers of the documents found, best first, and may name one
    /// several times. `progress` gets the number of questions asked.
    package init(
        _ cases: RetrievalCases,
        progress: (Int) -> Void = { _ in },
        search: (RetrievalCases.Query) async throws -> [String]
    ) async throws {
        self.cases = cases
        var rankings: [Ranking] = []
        for query in cases.queries {
            try Task.checkCancellation()
            var seen: Set<String> = []
            let documents = try await search(query).filter { seen.insert($0).inserted }
            rankings.append(Ranking(query: query, documents: documents))
            progress(rankings.count)
        }
        self.rankings = rankings
    }

    /// The values of `metric`, question by question.
    package func values(of metric: RankingMetric) -> [Double] {
        rankings.map { metric.value(of: $0.documents, grades: cases.judgements[$0.query.id] ?? [:]) }
    }

    /// This run beside an `earlier` one on the same cases.
    package func compared(to earlier: RetrievalRun, by metric: RankingMetric) -> Comparison {
        Comparison(
            metric: metric,
            questions: rankings.map(\.query.text),
            before: earlier.values(of: metric),
            after: values(of: metric)
        )
    }
}
