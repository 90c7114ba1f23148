/// Splits texts into the tokens of the model, with SentencePiece's unigram model (Kudo 2018,
/// https://arxiv.org/abs/1804.10959).
struct Tokenizer: Sendable {
    /// The tokens that mark the start and the end of a window.
    let start: Int32
    let end: Int32
    private let unknown: Int32
    private let normalizer: TextNormalizer
    private let index: PieceIndex

    init(_ file: ModelFile) throws(ModelFileFault) {
        start = file.vocabulary.start
        end = file.vocabulary.end
        unknown = file.vocabulary.unknown
        normalizer = try TextNormalizer(file)
        index = try PieceIndex(file)
    }

    /// Returns the pieces of the vocabulary that begin with a Han character, with their scores.
    func hanPieces() -> [String: Float] { index.hanPieces() }

    /// Returns the text of `token`, with `▁` for a space in front, and the natural logarithm of its probability.
    func piece(_ token: Int32) -> (text: String, score: Float) { index.piece(token) }

    /// Returns the pieces of the vocabulary that are whole Latin words, with their scores.
    func latinWords() -> [String: Float] { index.latinWords() }

    /// Returns the tokens of `text` without marks. There is at least one, for the space in front.
    func tokens(of text: String) -> [Int32] {
        var bytes = normalizer.normalize(text)
        let count = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: PieceIndex.padding))
        return bytes.withUnsafeBufferPointer { text in
            index.withLookup { lookup in text.baseAddress.map { tokens(of: $0, count: count, lookup) } } ?? []
        }
    }

    /// Finds the most probable segmentation from left to right (Viterbi).
    ///
    /// Scores are added from the start of the text in single precision, and the first of equal sums wins, as in the
    /// reference. Another order of summation would decide close calls differently. At a boundary that no piece crosses,
    /// the tokens before it are final, so memory is needed for one such stretch only.
    private func tokens(of text: UnsafePointer<UInt8>, count: Int, _ lookup: PieceIndex.Lookup) -> [Int32] {
        var tokens: [Int32] = []
        tokens.reserveCapacity(count / 3)
        var stretch = Stretch(score: 0)
        var first = 0
        var position = 0
        while position < count {
            let at = position - first
            var length = 1
            while position + length < count, text[position + length] & 0xC0 == 0x80 { length += 1 }
            if let score = stretch.score(at: at) {
                lookup.pieces(at: text + position, count: count - position) { length, piece, cost in
                    if piece != unknown { stretch.offer(score + cost, piece, from: at, to: at + length) }
                }
                stretch.offer(score + index.unknownScore, unknown, from: at, to: at + length)
            }
            position += length
            if position - first == stretch.reach {
                stretch.finish(into: &tokens)
                first = position
            }
        }
        return tokens
    }
}

/// The best segmentations from one final boundary to the positions after it, in bytes.
private struct Stretch {
    private struct Node {
        var score: Float
        var piece: Int32
        var from: Int32
    }

    /// The initial score of the reference, lower than any segmentation.
    private static let unreached = Node(score: -1e30, piece: 0, from: 0)

    private var nodes: [Node]
    /// The furthest position that a segmentation reaches.
    private(set) var reach = 0

    init(score: Float) {
        nodes = [Node](repeating: Self.unreached, count: 256)
        nodes[0].score = score
    }

    /// Returns the score of the best segmentation up to `position`; nil if there is none.
    @inline(__always)
    func score(at position: Int) -> Float? {
        let score = nodes[position].score
        return score > -1e29 ? score : nil
    }

    /// Replaces the segmentation up to `end` if the one over `start` is better.
    @inline(__always)
    mutating func offer(_ score: Float, _ piece: Int32, from start: Int, to end: Int) {
        while nodes.count <= end { nodes.append(contentsOf: repeatElement(Self.unreached, count: nodes.count)) }
        if end > reach { reach = end }
        if score > nodes[end].score {
            nodes[end] = Node(score: score, piece: piece, from: Int32(truncatingIfNeeded: start))
        }
    }

    /// Appends the tokens of the best segmentation up to `reach`, and starts a new stretch there with its score.
    mutating func finish(into tokens: inout [Int32]) {
        let before = tokens.count
        var position = reach
        while position > 0 {
            tokens.append(nodes[position].piece)
            position = Int(nodes[position].from)
        }
        tokens[before...].reverse()
        let score = nodes[reach].score
        for position in 0...reach { nodes[position] = Self.unreached }
        nodes[0].score = score
        reach = 0
    }
}
