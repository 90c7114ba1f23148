import Insight
import RAGCore

/// The texts of a collection that express concepts.
package struct ConceptFinding: Sendable {
    /// Who chose a threshold.
    package enum Origin: String, Sendable, Hashable, Codable {
        case automatic, review, option
    }

    /// A text and how well it expresses a concept.
    package struct Match: Sendable, Hashable {
        /// The position of the text in the collection.
        package let position: Int
        /// The score, in standard deviations from the mean of all texts.
        package let score: Float
        /// The sentence that expresses the concept; nil if the text is short.
        package let sentence: String?
        /// Whether the text could be decided either way.
        package let isBorderline: Bool
    }

    /// The searched texts.
    package let collection: TextCollection
    /// The concepts, in the order of their file.
    package let concepts: [Concept]
    private let units: ConceptUnits
    private var scored: [(matches: ConceptMatches, threshold: Float, origin: Origin)?]

    init(
        _ collection: TextCollection,
        _ units: ConceptUnits,
        _ scored: [(Concept, (matches: ConceptMatches, threshold: Float, origin: Origin)?)]
    ) {
        self.collection = collection
        self.units = units
        concepts = scored.map(\.0)
        self.scored = scored.map(\.1)
    }

    /// The least score of a text that expresses the concept at `index`, and who chose it; nil without any texts.
    package func threshold(of index: Int) -> (value: Float, origin: Origin)? {
        scored[index].map { ($0.threshold, $0.origin) }
    }

    /// Sets the threshold of the concept at `index` as a person's answers say.
    package mutating func set(_ threshold: Float, of index: Int) {
        scored[index]?.threshold = threshold
        scored[index]?.origin = .review
    }

    /// Returns the texts that express the concept at `index`, best first. As long as nobody chose a threshold, the
    /// texts that hold its name are among them.
    package func matches(of index: Int) -> [Match] {
        select(index) { score, threshold, isNamed in score >= threshold || isNamed }
    }

    /// Returns the borderline texts below the threshold of the concept at `index`, best first.
    package func nearMisses(of index: Int) -> [Match] {
        select(index) { score, threshold, isNamed in
            score < threshold && !isNamed && ConceptMatches.isBorderline(score, threshold: threshold)
        }
    }

    /// Returns `count` texts around the threshold of the concept at `index` for a person to decide about.
    package func questions(of index: Int, count: Int) -> [Match] {
        guard let scored = scored[index] else { return [] }
        return scored.matches.questions(around: scored.threshold, count: count).map { match($0, scored) }
    }

    private func select(_ index: Int, _ isSelected: (Float, Float, Bool) -> Bool) -> [Match] {
        guard let scored = scored[index] else { return [] }
        let (scores, namings) = (scored.matches.scores, scored.matches.namings)
        return scores.indices
            .filter { isSelected(scores[$0], scored.threshold, scored.origin == .automatic && namings[$0]) }
            .sorted { (scores[$1], $0) < (scores[$0], $1) }
            .map { match($0, scored) }
    }

    private func match(
        _ position: Int,
        _ scored: (matches: ConceptMatches, threshold: Float, origin: Origin)
    ) -> Match {
        let part = scored.matches.parts[position]
        let score = scored.matches.scores[position]
        return Match(
            position: position,
            score: score,
            sentence: units.isSentence[part] ? units.texts[part] : nil,
            isBorderline: ConceptMatches.isBorderline(score, threshold: scored.threshold)
        )
    }
}
