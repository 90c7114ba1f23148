import Foundation
import RAGCore

/// Finds contradictions between the passages of documents.
///
/// Statements are read from every passage. Those of neighbouring passages are compared: same unit, other value, or yes
/// against no. Two such statements count only if they are probably about the same thing, as `PairModel` judges by their
/// words, their meaning and their values, and if no other statement of either document fits better. Texts of two
/// languages have no words in common, so their meaning alone is compared.
package struct ContradictionSearch: Sendable {
    /// The texts whose vectors `contradictions(with:)` needs, in order.
    package let subjects: [String]
    let assertions: [Assertion]
    let documents: [String]
    private let pairs: [StatementPair]
    /// The row of each statement among `subjects`; nil if it is in no pair.
    private let rows: [Int?]

    /// Passages with which a passage of the same language is compared, and of the other one.
    private static let neighbours = 24
    private static let foreignNeighbours = 6
    /// A name in more passages than this share of all is that of the company, not of one product.
    private static let commonShare = 0.15

    /// Reads `passages` and chooses the statements to compare. `vectors` are those of the passages, one row each, of
    /// unit
    /// length. Throws `CancellationError`.
    package init(_ passages: [AuditPassage], vectors: VectorTable) async throws {
        let read = try await Self.assertions(of: passages)
        let assertions = Self.withoutCommonNames(read, passages: passages.count)
        let neighbours = try await PassageNeighbours(
            languages: passages.map(\.language),
            vectors: vectors,
            count: Self.neighbours,
            foreignCount: Self.foreignNeighbours
        )
        let documents = passages.map(\.path)
        let pairs = try StatementPair.pairs(of: assertions, in: documents, neighbours: neighbours)
        var rows = [Int?](repeating: nil, count: assertions.count)
        var subjects: [String] = []
        for place in pairs.flatMap({ [$0.first, $0.second] }) where rows[place] == nil {
            rows[place] = subjects.count
            subjects.append(assertions[place].subject)
        }
        self.assertions = assertions
        self.documents = documents
        self.pairs = pairs
        self.rows = rows
        self.subjects = subjects
    }

    /// Returns the contradictions, surest first. `vectors` are those of `subjects`, one row each, of unit length.
    /// Throws
    /// `CancellationError`.
    package func contradictions(with vectors: VectorTable) throws -> [Contradiction] {
        let scored = scoredPairs(with: vectors)
        try Task.checkCancellation()
        let best = PairCompetition(scored, assertions: assertions, documents: documents)
        var seen: Set<[String]> = []
        return scored.filter { $0.isContradiction && best.wins($0) }
            .sorted { ($1.score, $0.pair.first, $0.pair.second) < ($0.score, $1.pair.first, $1.pair.second) }
            .compactMap { scored in
                let (first, second) = (assertions[scored.pair.first], assertions[scored.pair.second])
                guard
                    seen.insert(
                        [
                            documents[first.passage], first.sentence, documents[second.passage], second.sentence,
                        ]
                    ).inserted
                else { return nil }
                return Contradiction(first, second, score: scored.score)
            }
    }

    func scoredPairs(with vectors: VectorTable) -> [ScoredPair] {
        let cosines = SubjectCosines(vectors, languages: languages)
        return pairs.compactMap { pair in
            guard let first = rows[pair.first], let second = rows[pair.second] else { return nil }
            let cosine = pair.isForeign ? cosines.centred(first, second) : cosines.plain(first, second)
            return ScoredPair(pair, cosine: Double(cosine))
        }
    }

    private var languages: [Language?] {
        var languages = [Language?](repeating: nil, count: subjects.count)
        for (place, row) in rows.enumerated() { if let row { languages[row] = assertions[place].language } }
        return languages
    }

    /// Reads the statements of all passages, on all cores.
    private static func assertions(of passages: [AuditPassage]) async throws -> [Assertion] {
        let blocks = try await withThrowingTaskGroup(of: (start: Int, assertions: [Assertion]).self) { group in
            for start in stride(from: 0, to: passages.count, by: block) {
                group.addTask {
                    try Task.checkCancellation()
                    let numbers = start..<min(start + block, passages.count)
                    return (start, numbers.flatMap { AssertionReader.assertions(of: passages[$0], number: $0) })
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.start < $1.start }
        }
        // Chunks overlap, so a sentence may be in two passages.
        var seen: Set<[String]> = []
        return blocks.flatMap(\.assertions).filter { assertion in
            let passage = passages[assertion.passage]
            return seen.insert(
                [passage.path] + passage.headings + [
                    assertion.sentence, assertion.clause, assertion.own.pieces.map(\.text).joined(),
                    assertion.value.map { "\($0.unit)\($0.low)" } ?? "",
                ]
            ).inserted
        }
    }

    /// Passages that a task reads.
    private static let block = 64

    private static func withoutCommonNames(_ assertions: [Assertion], passages: Int) -> [Assertion] {
        var places: [String: Set<Int>] = [:]
        for assertion in assertions {
            for name in assertion.scopes.names { places[name, default: []].insert(assertion.passage) }
        }
        let common = Set(places.filter { Double($0.value.count) > commonShare * Double(passages) }.keys)
        return assertions.map { assertion in
            var assertion = assertion
            assertion.scopes = assertion.scopes.without(common)
            assertion.ownScopes = assertion.ownScopes.without(common)
            return assertion
        }
    }
}
