/// How far two statements are about the same thing.
struct SubjectComparison: Sendable {
    /// The share of the words of the first statement that the second has, in its clause or around it.
    let firstCovered: Double
    /// The share of the words of the second statement that the first has, in its clause or around it.
    let secondCovered: Double
    /// The share of the words of both clauses that both clauses have.
    let common: Double
    /// The words of the first statement that the second does not have.
    let firstRest: [SubjectWords.Piece]
    /// The words of the second statement that the first does not have.
    let secondRest: [SubjectWords.Piece]
    /// Whether the two are about alternatives, such as two member levels, or under different conditions.
    let isApart: Bool

    init(_ first: Assertion, _ second: Assertion) {
        firstRest = first.own.missing(in: second.wide)
        secondRest = second.own.missing(in: first.wide)
        let (a, b) = (first.own.weight, second.own.weight)
        firstCovered = a > 0 ? 1 - Self.weight(firstRest) / a : 0
        secondCovered = b > 0 ? 1 - Self.weight(secondRest) / b : 0
        let shared = a - Self.weight(first.own.missing(in: second.own))
        let sharedBack = b - Self.weight(second.own.missing(in: first.own))
        common = a + b > 0 ? (shared + sharedBack) / (a + b) : 0
        isApart =
            first.ownScopes.exceeds(second.scopes) || second.ownScopes.exceeds(first.scopes)
            || first.scopes.isDisjoint(from: second.scopes) || Self.dependsOnOthers(first, second)
    }

    private static func weight(_ pieces: [SubjectWords.Piece]) -> Double {
        pieces.reduce(0) { $0 + SubjectWords.weight($1) }
    }

    /// Whether the clauses have other values that do not agree: `up to 2 kg: 8 yuan` and `up to 5 kg: 12 yuan`.
    private static func dependsOnOthers(_ first: Assertion, _ second: Assertion) -> Bool {
        first.conditions.contains { condition in
            let rivals = second.conditions.filter { $0.unit == condition.unit && $0.isComparable(with: condition) }
            return !rivals.isEmpty && rivals.allSatisfy { !$0.agrees(with: condition) }
        }
    }
}
