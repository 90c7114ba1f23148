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

    private var best: [Key: Double] = [:]
    private var agreeing: [Key: Double] = [:]
    /// Statements with the sentences that hold their value too.
    private var saidIn: Set<[String]> = []
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
                if !scored.pair.differs, !scored.pair.isYesOrNo { saidIn.insert(sentenceKey(statement, other)) }
                if scored.pair.differs {
                    best[key] = max(best[key] ?? scored.fit, scored.fit)
                } else {
                    agreeing[key] = max(agreeing[key] ?? scored.fit, scored.fit)
                }
            }
        }
    }

    /// Whether no other statement of either document fits the other statement of the pair better.
    func wins(_ scored: ScoredPair) -> Bool {
        let margin = scored.pair.isForeign ? Self.foreignMargin : 0
        return [(scored.pair.first, scored.pair.second), (scored.pair.second, scored.pair.first)].allSatisfy {
            let key = key($0, $1, scored.pair)
            if saidIn.contains(sentenceKey($0, $1)) { return false }
            if let best = best[key], best > scored.fit { return false }
            guard let agreeing = agreeing[key] else { return true }
            return scored.fit > agreeing + margin
        }
    }

    private func sentenceKey(_ statement: Int, _ other: Int) -> [String] {
        ["\(statement)", documents[assertions[other].passage], assertions[other].sentence]
    }

    /// How much nearer in meaning a differing statement of the other language must be than an agreeing one.
    private static let foreignMargin = 0.1

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
