import RAGCore

/// A plan of requests for embeddings: long texts are split into windows, and windows are grouped into requests.
struct EmbeddingBatches: Sendable, Hashable {
    /// A text, or one window of a text that is too long.
    struct Piece: Sendable, Hashable {
        /// The index of the text.
        let text: Int
        let content: String
        /// The estimated number of tokens.
        let tokens: Int
    }

    /// All pieces, in the order of the texts.
    let pieces: [Piece]
    /// Ranges of `pieces`, one for each request, without gaps.
    let batches: [Range<Int>]
    private let textCount: Int

    init(_ texts: [String], limits: EmbeddingLimits) {
        var pieces: [Piece] = []
        var batches: [Range<Int>] = []
        var start = 0
        var tokens = 0
        for (position, text) in texts.enumerated() {
            for window in TextWindows.split(text, maximumTokens: limits.tokensPerText) {
                let isFull =
                    pieces.count - start >= limits.textsPerRequest || tokens + window.tokens > limits.tokensPerRequest
                if isFull, pieces.count > start {
                    batches.append(start..<pieces.count)
                    start = pieces.count
                    tokens = 0
                }
                tokens += window.tokens
                // Services refuse a request that contains an empty text.
                let content = window.text.isEmpty ? " " : String(window.text)
                pieces.append(Piece(text: position, content: content, tokens: window.tokens))
            }
        }
        if pieces.count > start { batches.append(start..<pieces.count) }
        self.pieces = pieces
        self.batches = batches
        textCount = texts.count
    }

    /// Returns one embedding for each text, from one vector for each piece.
    ///
    /// The embedding of several windows is their average, weighted by tokens and scaled to unit length. All vectors
    /// must have the same dimension. Nil stands for a text whose vector is zero or not finite.
    func merge(_ vectors: [[Float]]) -> [Embedding?] {
        var merged: [Embedding?] = []
        merged.reserveCapacity(textCount)
        var at = 0
        while at < pieces.count {
            let text = pieces[at].text
            let end = pieces[at...].firstIndex { $0.text != text } ?? pieces.count
            merged.append(end - at == 1 ? Embedding(normalizing: vectors[at]) : average(vectors, at..<end))
            at = end
        }
        return merged
    }

    private func average(_ vectors: [[Float]], _ range: Range<Int>) -> Embedding? {
        let dimensions = range.map { vectors[$0].count }.min() ?? 0
        var sum = [Float](repeating: 0, count: dimensions)
        for index in range {
            let weight = Float(max(1, pieces[index].tokens))
            for component in 0..<dimensions { sum[component] += weight * vectors[index][component] }
        }
        return Embedding(normalizing: sum)
    }
}
