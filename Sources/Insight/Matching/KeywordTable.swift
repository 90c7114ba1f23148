import Lexicon

/// The words of a list of texts, ranked by BM25.
struct KeywordTable: Sendable {
    /// The texts that hold each token, with the number of times, in the order of the texts.
    private let postings: [String: [Posting]]
    /// The number of tokens of each text relative to the mean.
    private let lengths: [Float]

    private struct Posting: Sendable {
        let text: Int
        let times: Float
    }

    // The parameters of shared baselines for short passages (Robertson and Zaragoza 2009, section 3.3).
    private static let k1: Float = 0.9
    private static let b: Float = 0.4

    /// Reads the words of `texts`.
    init(_ texts: [String]) {
        var postings: [String: [Posting]] = [:]
        var lengths: [Float] = []
        for (position, text) in texts.enumerated() {
            let tokens = KeywordToken.all(in: text, as: .document).filter { !$0.isColocated }
            lengths.append(Float(tokens.count))
            var times: [String: Float] = [:]
            for token in tokens { times[token.text, default: 0] += 1 }
            for (token, count) in times { postings[token, default: []].append(Posting(text: position, times: count)) }
        }
        let mean = max(1, lengths.reduce(0, +) / Float(max(1, lengths.count)))
        self.postings = postings
        self.lengths = lengths.map { $0 / mean }
    }

    /// Returns the BM25 score of each text for the words of `text`.
    func scores(of text: String) -> [Float] {
        var scores = [Float](repeating: 0, count: lengths.count)
        for token in KeywordToken.all(in: text, as: .question) where !token.isPrefix && !token.isColocated {
            guard let found = postings[token.text] else { continue }
            let weight = ConceptWords.rarity(of: found.count, among: lengths.count)
            for posting in found {
                let damping: Float = Self.k1 * (1 - Self.b + Self.b * lengths[posting.text])
                let share: Float = posting.times * (Self.k1 + 1) / (posting.times + damping)
                scores[posting.text] += weight * share
            }
        }
        return scores
    }
}
