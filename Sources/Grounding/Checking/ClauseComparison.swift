import RAGCore

/// Finds clauses of an answer that contradict the clauses of its sources about the same thing.
struct ClauseComparison {
    private let clauses: [Clause]

    /// The least share of the terms of an answer's clause that a source's clause must contain to be about the same
    /// thing.
    private static let leastOverlap = 0.5
    /// The share of common terms from which a clause is nearly a copy.
    private static let copyOverlap = 0.7
    /// The least number of common terms; a single one may be chance.
    private static let leastTerms = 2

    init(_ sources: [Evidence]) { clauses = sources.flatMap(\.clauses) }

    /// Returns the parts of `claim` that reverse a statement of the sources, or that give a number of something else.
    func contradictions(to claim: Claim) -> [SentenceSupport.Missing] {
        var subjects: Set<ExactText> = []
        return claim.clauses.flatMap { clause -> [SentenceSupport.Missing] in
            if !clause.subjects.isEmpty { subjects = clause.subjects }
            let partners = partners(of: clause)
            if isTurned(clause, against: partners) {
                return [SentenceSupport.Missing(kind: .negation, text: clause.text)]
            }
            let strangers = clause.statements.filter { isMisplaced($0, in: clause, about: subjects) }
                .map { SentenceSupport.Missing(kind: .mismatch, text: $0.text) }
            // `普通会员 15 天，黑金会员 30 天`: the subject of a clause with a number is not the subject
            // of the next clause.
            if !clause.statements.isEmpty { subjects = [] }
            return strangers.isEmpty ? bounds(of: clause, against: partners) : strangers
        }
    }

    /// Returns the sources' clauses that share most terms with `clause`.
    private func partners(of clause: Clause) -> [Clause] {
        let overlaps = clauses.map { ($0, $0.terms.intersection(clause.terms).count) }.filter { _, shared in
            shared >= Self.leastTerms && Double(shared) >= Self.leastOverlap * Double(clause.terms.count)
        }
        let best = overlaps.map(\.1).max() ?? 0
        return overlaps.filter { Double($0.1) >= Double(best) * 0.8 }.map(\.0)
    }

    /// Returns whether the sources affirm what the clause denies, or deny what it affirms.
    private func isTurned(_ clause: Clause, against partners: [Clause]) -> Bool {
        // `15 天内可以` and `超过 15 天不可以` mean the same.
        let directions = Set(clause.statements.compactMap(\.bound))
        let comparable = partners.filter { partner in
            let others = Set(partner.statements.compactMap(\.bound))
            return directions.isEmpty || others.isEmpty || !directions.isDisjoint(with: others)
        }
        if clause.polarity.isDenying {
            let spoken = comparable.filter { !$0.terms.isDisjoint(with: clause.polarity.denied) }
            return !spoken.isEmpty
                && spoken.count == partners.count(where: { !$0.terms.isDisjoint(with: clause.polarity.denied) })
                && !partners.contains(where: \.isInDenyingSentence)
        }
        let denied = comparable.reduce(into: Set<ExactText>()) { $0.formUnion($1.polarity.denied) }
            .intersection(clause.terms)
        return !denied.isEmpty
            && !partners.contains { !$0.polarity.isDenying && !$0.terms.isDisjoint(with: denied) }
    }

    /// Returns whether the number of a statement belongs to something else in the sources: no clause with this number
    /// is about the subject of the answer, and a clause about that subject has another number of the same kind.
    private func isMisplaced(_ statement: Statement, in clause: Clause, about subjects: Set<ExactText>) -> Bool {
        guard statement.isDemanding, statement.fact.isComparable else { return false }
        let homes = clauses.filter { $0.facts.contains(where: statement.fact.isSaid) }
        let rivals = clauses.filter { rival in
            !rival.facts.contains(where: statement.fact.isSaid)
                && rival.facts.contains { $0.isOfKind(of: statement.fact) }
        }
        guard !homes.isEmpty, !rivals.isEmpty else { return false }
        let atHome = homes.map { $0.surroundings.intersection(clause.terms).count }.max() ?? 0
        let copied = rivals.map { $0.terms.intersection(clause.terms).count }.max() ?? 0
        if copied > Self.leastTerms, Double(copied) >= Self.copyOverlap * Double(clause.terms.count),
            atHome * 2 <= copied
        {
            return true
        }
        let keys = subjects.filter { key in !homes.contains { $0.subjects.contains(key) || $0.text.contains(key.text) }
        }
        guard keys == subjects, !keys.isEmpty else { return false }
        let nearest = rivals.filter { !$0.subjects.isDisjoint(with: keys) }
            .map { $0.terms.intersection(clause.terms.union(keys)).count }.max()
        return nearest.map { $0 >= homes.map { $0.terms.intersection(clause.terms).count }.max() ?? 0 } ?? false
    }

    /// Returns the statements that say `within` where every partner with the same number says `over`, or the reverse.
    private func bounds(of clause: Clause, against partners: [Clause]) -> [SentenceSupport.Missing] {
        clause.statements.filter { statement in
            guard let bound = statement.bound else { return false }
            let same = partners.filter { $0.polarity.isDenying == clause.polarity.isDenying }.flatMap(\.statements)
                .filter { $0.fact == statement.fact }.compactMap(\.bound)
            return !same.isEmpty && !same.contains(bound)
        }.map { SentenceSupport.Missing(kind: .bound, text: $0.text) }
    }
}

extension Fact {
    /// Whether another number in its place would change the answer.
    fileprivate var isComparable: Bool {
        switch self {
        case .quantity(_, let unit): unit != nil && unit != .count
        case .clock: true
        case .date, .weekday, .code: false
        }
    }

    fileprivate func isOfKind(of other: Fact) -> Bool {
        switch (self, other) {
        case (.quantity(_, let unit), .quantity(_, let otherUnit)): unit == otherUnit
        case (.clock, .clock): true
        default: false
        }
    }
}
