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
    /// The shares of the words of each statement that the other has.
    let firstCovered: Double
    let secondCovered: Double
    /// The share of the words of both clauses that both have.
    let common: Double
    let isInOneDocument: Bool

    /// The least share of words from which a pair is kept. Weaker pairs cannot win.
    private static let leastCovered = 0.4

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
                        && (classes[first] > 0 || denials[first] != denials[second])
                    {
                        if let pair = StatementPair(first, second, of: assertions, in: documents) { pairs.append(pair) }
                    }
                }
            }
        }
        return pairs
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
        case .measure(let symbol): 8 + symbol.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
        }
    }

    private init?(_ first: Int, _ second: Int, of assertions: [Assertion], in documents: [String]) {
        let (one, other) = (assertions[first], assertions[second])
        switch (one.value, other.value) {
        case (let value?, let rival?):
            guard value.isComparable(with: rival) else { return nil }
            differs = !value.agrees(with: rival)
        case (nil, nil):
            guard one.isStance, other.isStance else { return nil }
            differs = one.stance.opposes(other.stance)
            guard differs else { return nil }
        default: return nil
        }
        isYesOrNo = one.value == nil
        isForeign = one.language != other.language
        let comparison = SubjectComparison(one, other)
        firstCovered = comparison.firstCovered
        secondCovered = comparison.secondCovered
        common = comparison.common
        isApart = comparison.isApart
        isInOneDocument = documents[one.passage] == documents[other.passage]
        guard isForeign ? differs : min(firstCovered, secondCovered) >= Self.leastCovered else { return nil }
        self.first = first
        self.second = second
    }

    var least: Double { min(firstCovered, secondCovered) }
    var mean: Double { (firstCovered + secondCovered) / 2 }

    /// Returns the share of the words of the statement at `place` that the other one has.
    func covered(of place: Int) -> Double { place == first ? firstCovered : secondCovered }

    /// Returns how sure it is that both statements are about the same thing.
    func score(cosine: Double) -> Double { isForeign ? cosine : mean + 4 * (cosine - 0.9) }
}

/// A pair with its score.
struct ScoredPair: Sendable {
    let pair: StatementPair
    let score: Double

    private static let leastScore = 0.6
    private static let leastForeignScore = 0.25
    private static let leastYesOrNo = 0.85
    private static let leastCovered = 0.4
    private static let leastInOneDocument = 0.95

    init(_ pair: StatementPair, score: Double) {
        self.pair = pair
        self.score = score
    }

    /// Whether the two contradict each other, unless another statement fits better.
    var isContradiction: Bool {
        guard pair.differs, !pair.isApart else { return false }
        if pair.isForeign { return score >= Self.leastForeignScore }
        if pair.isYesOrNo, pair.common < Self.leastYesOrNo { return false }
        if pair.isInOneDocument, pair.common < Self.leastInOneDocument { return false }
        return score >= Self.leastScore && pair.least >= Self.leastCovered
    }
}
