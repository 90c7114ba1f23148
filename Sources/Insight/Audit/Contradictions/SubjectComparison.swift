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
    /// Whether one names something that the other does not, such as a member level, or their conditions differ.
    let isApart: Bool
    /// Whether both name different things: two member levels or products, a least and a greatest value, orders that
    /// were
    /// sent and those that were not.
    let areOtherThings: Bool

    init(_ first: Assertion, _ second: Assertion) {
        firstRest = first.own.missing(in: second.wide)
        secondRest = second.own.missing(in: first.wide)
        let (a, b) = (first.own.weight, second.own.weight)
        firstCovered = a > 0 ? 1 - Self.weight(firstRest) / a : 0
        secondCovered = b > 0 ? 1 - Self.weight(secondRest) / b : 0
        let shared = a - Self.weight(first.own.missing(in: second.own))
        let sharedBack = b - Self.weight(second.own.missing(in: first.own))
        common = a + b > 0 ? (shared + sharedBack) / (a + b) : 0
        let codes = (first.names.filter(\.isCode), second.names.filter(\.isCode))
        let (exceeds, isExceeded) = (
            first.ownScopes.exceeds(second.scopes), second.ownScopes.exceeds(first.scopes)
        )
        areOtherThings =
            !codes.0.isEmpty && !codes.1.isEmpty && codes.0.isDisjoint(with: codes.1) || exceeds && isExceeded
            || first.scopes.isDisjoint(from: second.scopes) || Self.isDeniedNumber(first, second)
            || first.stance.end != .none && second.stance.end != .none && first.stance.end != second.stance.end
            || first.stance.hasOtherAttribute(than: second.stance)
            || second.stance.hasOtherAttribute(than: first.stance)
        isApart =
            areOtherThings || exceeds || isExceeded || Self.dependsOnOthers(first, second)
            || Self.haveOtherConditions(first, second)
            || first.isConditional != second.isConditional && first.value != nil
    }

    private static func weight(_ pieces: [SubjectWords.Piece]) -> Double {
        pieces.reduce(0) { $0 + SubjectWords.weight($1) }
    }

    /// Whether each sentence has a condition, and the conditions have hardly a word in common.
    private static func haveOtherConditions(_ first: Assertion, _ second: Assertion) -> Bool {
        let (one, other) = (first.conditionWords, second.conditionWords)
        guard min(one.weight, other.weight) >= leastCondition else { return false }
        return max(one.coverage(by: second.wide), other.coverage(by: first.wide)) < leastCommonCondition
    }

    private static let leastCondition = 2.0
    private static let leastCommonCondition = 0.5

    /// Whether one denies its number and the other does not: `not two coupons` agrees with `at most one coupon`.
    private static func isDeniedNumber(_ first: Assertion, _ second: Assertion) -> Bool {
        guard first.stance.isAffirmed != second.stance.isAffirmed,
            let value = first.stance.isAffirmed ? second.value : first.value
        else { return false }
        switch value.unit {
        case .count, .number, .measure: return value.bound == nil
        default: return false
        }
    }

    /// Whether the clauses have other values that do not agree: `up to 2 kg: 8 yuan` and `up to 5 kg: 12 yuan`.
    private static func dependsOnOthers(_ first: Assertion, _ second: Assertion) -> Bool {
        first.otherValues.contains { condition in
            let rivals = second.otherValues.filter { $0.unit == condition.unit && $0.isComparable(with: condition) }
            return !rivals.isEmpty && rivals.allSatisfy { !$0.agrees(with: condition) }
        }
    }
}

extension String {
    fileprivate var isCode: Bool { contains(where: \.isNumber) }
}
