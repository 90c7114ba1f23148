import RAGCore

/// How far each token of a question stands out in its best passage from the passages that are merely about the same
/// things.
///
/// A question that the documents treat but do not answer has most of its words there; one or two of them are no closer
/// than anywhere else.
struct TokenLeads {
    /// The number of passages that may answer together; the others form the background.
    static let leading = 5
    /// Keeps tokens that are equally far everywhere from counting much.
    private static let leastDeviation: Float = 0.02
    /// The divisor of the number of tokens that counts as the weakest.
    private static let weakest = 3

    /// For each token the distance to its background in standard deviations.
    private let leads: [Float]

    /// Compares the cosines of `best` with those of all `passages`, each with one for each token. A token's own largest
    /// cosines are left out of its background.
    init(of best: [Float], among passages: [[Float]]) {
        leads = best.indices.map { token in
            let background = passages.map { $0[token] }.sorted().dropLast(Self.leading)
            let count = Float(max(background.count, 1))
            let mean = background.reduce(0, +) / count
            let variance = background.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
            return (best[token] - mean) / (variance.squareRoot() + Self.leastDeviation)
        }
    }

    /// The mean of the third of the tokens that stand out least; nil without tokens.
    var weakest: Float? {
        guard !leads.isEmpty else { return nil }
        let lowest = leads.sorted().prefix(max(1, leads.count / Self.weakest))
        return lowest.reduce(0, +) / Float(lowest.count)
    }
}
