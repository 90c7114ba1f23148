import Foundation
import RAGCore

/// Two statements of one kind that may be about the same thing.
struct StatementPair: Sendable, Hashable {
    /// The positions of the statements.
    let first: Int
    let second: Int
    /// Whether the statements differ: other values, or yes against no.
    let differs: Bool
    /// Whether the statements are about alternatives or under different conditions.
    let isApart: Bool
    /// Whether the statements are in two languages.
    let isForeign: Bool
    let isYesOrNo: Bool
    /// The share of the words of both clauses that both have.
    let common: Double
    let isInOneDocument: Bool
    /// The natural logarithm of the ratio of the two values, 0 to 4; 3 if one of them is zero.
    let ratio: Double
    /// Whether just one of the two values is zero, such as `free` against a fee.
    let hasZero: Bool

    /// Returns the pairs of statements in neighbouring passages. Throws `CancellationError`.
    static func pairs(
        of assertions: [Assertion],
        in documents: [String],
        neighbours: PassageNeighbours
    ) throws -> [StatementPair] {
        let classes = assertions.map(Self.comparisonClass)
        let denials = assertions.map { !$0.stance.isAffirmed }
        var places = [[Int]](repeating: [], count: documents.count)
        for (place, assertion) in assertions.enumerated() { places[assertion.passage].append(place) }
        var pairs: [StatementPair] = []
        for (passage, others) in neighbours.lists.enumerated() {
            try Task.checkCancellation()
            for other in others {
                for first in places[passage] {
                    for second in places[other]
                    // Copies of statements cost more than comparing two numbers, which excludes most pairs.
                    where classes[first] == classes[second] && classes[first] >= 0
                        && (classes[first] > 0 || denials[first] != denials[second]
                            || assertions[first].language != assertions[second].language)
                    {
                        if let pair = StatementPair(first, second, of: assertions, in: documents) { pairs.append(pair) }
                    }
                }
            }
        }
        return Self.withRivals(pairs)
    }

    /// Returns the pairs that may contradict each other, and those that agree with a statement of such a pair and so
    /// may
    /// speak against it. The others need no vectors.
    private static func withRivals(_ pairs: [StatementPair]) -> [StatementPair] {
        var open: Set<Int> = []
        let mayDiffer = pairs.map { $0.differs && PairModel.mayContradict($0) }
        for (pair, mayDiffer) in zip(pairs, mayDiffer) where mayDiffer { open.formUnion([pair.first, pair.second]) }
        return zip(pairs, mayDiffer).filter { pair, mayDiffer in
            mayDiffer || open.contains(pair.first) || open.contains(pair.second)
        }.map(\.0)
    }

    /// Returns a number that is equal for statements that can be compared: -1 for none, 0 for yes and no.
    private static func comparisonClass(of assertion: Assertion) -> Int {
        guard let value = assertion.value else { return assertion.isStance ? 0 : -1 }
        return switch value.unit {
        case .duration, .businessDays: 1
        case .money: 2
        case .percent: 3
        case .clock: 4
        case .frequency: 5
        case .contact: 6
        case .count, .number: 7
        case .weekday: 8
        case .date: 9
        case .payer: 10
        case .measure(let symbol): 11 + symbol.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
        }
    }

    private init?(_ first: Int, _ second: Int, of assertions: [Assertion], in documents: [String]) {
        let (one, other) = (assertions[first], assertions[second])
        isForeign = one.language != other.language
        switch (one.value, other.value) {
        case (let value?, let rival?):
            // Who `we` are, and which of several days is meant, is hard to tell across languages.
            guard value.isComparable(with: rival), !isForeign || value.unit != .payer && value.unit != .date else {
                return nil
            }
            differs = !value.agrees(with: rival)
            (ratio, hasZero) = Self.ratio(value, rival)
        case (nil, nil):
            guard one.isStance, other.isStance else { return nil }
            differs = one.stance.opposes(other.stance)
            // Translations agree with one another; other agreements say nothing.
            guard differs || isForeign && one.stance.agrees(with: other.stance),
                !isForeign || !one.stance.senses.isDisjoint(with: other.stance.senses)
            else { return nil }
            (ratio, hasZero) = (0, false)
        default: return nil
        }
        isYesOrNo = one.value == nil
        let comparison = SubjectComparison(one, other)
        guard !comparison.areOtherThings else { return nil }
        common = comparison.common
        isApart = comparison.isApart
        isInOneDocument = documents[one.passage] == documents[other.passage]
        self.first = first
        self.second = second
    }

    /// Returns how far the two values are from each other. Values of the same thing seldom differ by much: a page that
    /// was not brought up to date says 7 days instead of 14, not 7 seconds.
    private static func ratio(_ value: AssertedValue, _ rival: AssertedValue) -> (ratio: Double, hasZero: Bool) {
        switch value.unit {
        case .clock, .weekday, .date, .payer, .contact: return (0, false)
        default: break
        }
        func days(_ value: AssertedValue) -> Double { value.unit == .businessDays ? value.high * 86_400 : value.high }
        let (low, high) = (min(days(value), days(rival)), max(days(value), days(rival)))
        guard high > 0 else { return (0, false) }
        guard low > 0 else { return (3, true) }
        return (min(4, log(high / low)), false)
    }
}
