/// Cuts texts into the model's tokens: SentencePiece's unigram model (Kudo 2018, https://arxiv.org/abs/1804.10959).
struct Tokenizer: Sendable {
    /// Marks the beginning and the end of a window.
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

    /// The tokens of `text` without marks, any number of them; at least one, for the space in front.
    func tokens(of text: String) -> [Int32] {
        var bytes = normalizer.normalize(text)
        let count = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: PieceIndex.padding))
        return bytes.withUnsafeBufferPointer { text in
            index.withLookup { lookup in text.baseAddress.map { tokens(of: $0, count: count, lookup) } } ?? []
        }
    }

    /// The most probable way through `text`, found from left to right (Viterbi).
    ///
    /// Scores add up from the beginning of the text in single precision, and the first of equals wins, as in the
    /// reference: another order of summation would settle close calls differently. Wherever no piece reaches across a
    /// boundary, every way passes through it, so the tokens before it are final; memory is that of one such stretch.
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

/// The best ways from one certain boundary of a text to the positions after it, in bytes.
private struct Stretch {
    private struct Node {
        var score: Float
        var piece: Int32
        var from: Int32
    }

    /// Less than any way costs; what the reference starts from.
    private static let unreached = Node(score: -1e30, piece: 0, from: 0)

    private var nodes: [Node]
    /// The furthest position that a way leads to.
    private(set) var reach = 0

    init(score: Float) {
        nodes = [Node](repeating: Self.unreached, count: 256)
        nodes[0].score = score
    }

    /// What the best way to `position` costs; nil where none leads there.
    @inline(__always)
    func score(at position: Int) -> Float? {
        let score = nodes[position].score
        return score > -1e29 ? score : nil
    }

    /// Takes the way to `end` over `start` where it is better than what was found before.
    @inline(__always)
    mutating func offer(_ score: Float, _ piece: Int32, from start: Int, to end: Int) {
        while nodes.count <= end { nodes.append(contentsOf: repeatElement(Self.unreached, count: nodes.count)) }
        if end > reach { reach = end }
        if score > nodes[end].score {
            nodes[end] = Node(score: score, piece: piece, from: Int32(truncatingIfNeeded: start))
        }
    }

    /// Appends the tokens of the best way to the furthest position, and begins anew there with its score.
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
