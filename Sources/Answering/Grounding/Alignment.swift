/// Lays the clauses of an answer beside those of its sources that speak of the same.
struct Alignment {
    private let clauses: [Clause]

    /// Least share of an answer's clause that a clause of a source must hold to be about the same.
    private static let leastOverlap: Float = 0.5
    /// Least terms in common: two words meet by chance.
    private static let leastTerms = 2

    init(_ sources: [Evidence]) { clauses = sources.flatMap(\.clauses) }

    /// What a claim says the other way round than its sources do.
    func contradictions(to claim: Claim) -> [SentenceSupport.Missing] {
        claim.clauses.flatMap { clause -> [SentenceSupport.Missing] in
            let partners = partners(of: clause)
            guard !partners.isEmpty else { return [] }
            if isTurned(clause, against: partners) {
                return [SentenceSupport.Missing(kind: .negation, text: clause.text)]
            }
            return bounds(of: clause, against: partners)
        }
    }

    /// The clauses that share most with `clause`.
    private func partners(of clause: Clause) -> [Clause] {
        guard clause.terms.count >= Self.leastTerms else { return [] }
        let overlaps = clauses.map { partner in
            (partner, clause.terms.intersection(partner.terms).count)
        }.filter { $0.1 >= Self.leastTerms && Float($0.1) >= Self.leastOverlap * Float(clause.terms.count) }
        let best = overlaps.map(\.1).max() ?? 0
        return overlaps.filter { Float($0.1) >= Float(best) * 0.8 }.map(\.0)
    }

    /// Whether all partners affirm what the clause denies, or deny what it affirms.
    private func isTurned(_ clause: Clause, against partners: [Clause]) -> Bool {
        let directions = Set(clause.statements.compactMap(\.bound))
        return partners.allSatisfy { partner in
            guard clause.polarity.isDenying != partner.polarity.isDenying else { return false }
            // `15 天内可以` and `超过 15 天不可以` say the same.
            let others = Set(partner.statements.compactMap(\.bound))
            if !directions.isEmpty, !others.isEmpty, directions.isDisjoint(with: others) { return false }
            let (denier, other) = clause.polarity.isDenying ? (clause, partner) : (partner, clause)
            return !denier.polarity.denied.isDisjoint(with: other.terms)
        }
    }

    /// `within` where every partner that names the number says `over`, and the other way round.
    private func bounds(of clause: Clause, against partners: [Clause]) -> [SentenceSupport.Missing] {
        clause.statements.filter { statement in
            guard let bound = statement.bound else { return false }
            let same = partners.filter { $0.polarity.isDenying == clause.polarity.isDenying }.flatMap(\.statements)
                .filter { $0.fact == statement.fact }.compactMap(\.bound)
            return !same.isEmpty && !same.contains(bound)
        }.map { SentenceSupport.Missing(kind: .bound, text: $0.text) }
    }
}
