/// The statements of each document that fit a statement best.
///
/// A document seldom contradicts itself. Where it gives two values, they are about two things, and a statement
/// elsewhere is about one of them: the one that it fits best. Where that one agrees, there is no contradiction.
struct PairCompetition {
    private struct Key: Hashable {
        let statement: Int
        let document: String
        let isYesOrNo: Bool
    }

    private var best: [Key: (score: Double, agrees: Bool)] = [:]
    /// The greatest share of the words of a statement that an agreeing statement of the document has.
    private var agreement: [Key: Double] = [:]
    private let assertions: [Assertion]
    private let documents: [String]

    init(_ pairs: [ScoredPair], assertions: [Assertion], documents: [String]) {
        self.assertions = assertions
        self.documents = documents
        for scored in pairs {
            for (statement, other) in [
                (scored.pair.first, scored.pair.second), (scored.pair.second, scored.pair.first),
            ] {
                let key = key(statement, other, scored.pair)
                let agrees = !scored.pair.differs
                if agrees, scored.pair.mean >= Self.leastMean {
                    agreement[key] = max(agreement[key] ?? 0, scored.pair.covered(of: statement))
                }
                if let held = best[key], (held.score, held.agrees ? 1 : 0) >= (scored.score, agrees ? 1 : 0) {
                    continue
                }
                best[key] = (scored.score, agrees)
            }
        }
    }

    /// Whether no other statement of either document fits the other statement of the pair better.
    func wins(_ scored: ScoredPair) -> Bool {
        [(scored.pair.first, scored.pair.second), (scored.pair.second, scored.pair.first)].allSatisfy {
            guard let best = best[key($0, $1, scored.pair)] else { return true }
            if let agreed = agreement[key($0, $1, scored.pair)], agreed >= scored.pair.covered(of: $0) { return false }
            return best.score <= scored.score && !best.agrees
        }
    }

    /// The least mean share of common words of statements that agree.
    private static let leastMean = 0.6

    private func key(_ statement: Int, _ other: Int, _ pair: StatementPair) -> Key {
        // In two languages the nearest statement of all counts: single documents have too few.
        Key(
            statement: statement,
            document: pair.isForeign
                ? "\n\(assertions[statement].value.map { "\($0.unit)" } ?? "")" : documents[assertions[other].passage],
            isYesOrNo: pair.isYesOrNo
        )
    }
}
