import Foundation
import Insight
import RAGCore

/// Finds the texts that express concepts.
package struct ConceptJob: Sendable {
    /// A step that a front end may show.
    package enum Event: Sendable {
        /// So many of the sentences and texts have their vector.
        case embedding(done: Int, total: Int)
        /// The texts are compared with the concepts.
        case comparing
    }

    private let assembly: Assembly
    private let progress: @Sendable (Event) -> Void

    /// Creates a job with the embedding model of `assembly`.
    package init(_ assembly: Assembly, progress: @escaping @Sendable (Event) -> Void = { _ in }) {
        self.assembly = assembly
        self.progress = progress
    }

    /// Searches `collection` for `concepts`. `thresholds` are those that a person set, by name, and `fixed` is one for
    /// all concepts; the others are chosen from the scores. Throws `RAGError` and `CancellationError`.
    package func find(
        _ concepts: [Concept],
        in collection: TextCollection,
        thresholds: [String: Float],
        fixed: Float? = nil
    ) async throws -> ConceptFinding {
        let units = ConceptUnits(of: collection.records.map(\.text))
        let vectors = try await assembly.vectors(of: units.texts, as: collection.role) { [progress] done, total in
            progress(.embedding(done: done, total: total))
        }
        guard !units.texts.isEmpty else { return ConceptFinding(collection, units, concepts.map { ($0, nil) }) }
        progress(.comparing)
        var names: [Language: VectorTable] = [:]
        for language in Set(concepts.map { Language(of: $0.name) ?? .english }) {
            names[language] = try await assembly.vectors(of: BackgroundNames.texts(language), as: .query)
        }
        let parts = try await assembly.vectors(of: ConceptPrototype.texts(of: concepts), as: .query)
        let background = try await assembly.background(for: collection)
        let search = try await ConceptSearch(
            over: units.texts + background.texts,
            languages: units.owners.map { collection.records[$0].language } + background.languages,
            vectors: vectors.followed(by: background.vectors),
            names: names
        )
        let prototypes = ConceptPrototype.prototypes(of: concepts, vectors: parts)
        let scores = try zip(search.scores(of: prototypes), search.namings(of: prototypes))
        return ConceptFinding(
            collection,
            units,
            zip(concepts, scores).map { concept, found in
                let (scores, namings) = found
                let matches = ConceptMatches(
                    partScores: Array(scores.prefix(units.texts.count)),
                    namings: Array(namings.prefix(units.texts.count)),
                    units: units,
                    background: Array(scores.dropFirst(units.texts.count))
                )
                let threshold =
                    fixed.map { ($0, ConceptFinding.Origin.option) }
                    ?? thresholds[concept.name].map { ($0, .review) }
                    ?? (matches.automaticThreshold, .automatic)
                return (concept, (matches, threshold.0, threshold.1))
            }
        )
    }
}
