/// The ways to read a question: what is written, and at each place what may have been meant.
///
/// Places are the characters of the question. A path from the first to the last is one reading of the whole.
struct SpellingLattice: Sendable {
    /// A piece of a reading.
    enum Piece: Sendable, Hashable {
        /// A Chinese character.
        case han(Unicode.Scalar)
        /// A Latin word or a part of one.
        case latin(String)
        /// White space.
        case blank
        /// Anything else, which ends a run.
        case other(String)
    }

    /// A piece between two places.
    struct Edge: Sendable {
        let end: Int
        let piece: Piece
        /// How unlikely the piece is there, in nats, apart from what `HanModel` says of Chinese characters.
        let cost: Float
        /// Whether the question has the piece as it is.
        let isWritten: Bool
        /// Whether it stands for Latin letters and begins behind the first of their run.
        var isInside = false
    }

    /// The edges by the place where they begin.
    private(set) var edges: [[Edge]]
    /// Whether there is any reading but the one that is written.
    private(set) var hasAlternatives = false

    /// Whether most Latin words of the question are readable as pinyin.
    let isPinyin: Bool

    init(places: Int, isPinyin: Bool) {
        edges = [[Edge]](repeating: [], count: places + 1)
        self.isPinyin = isPinyin
    }

    mutating func add(_ edge: Edge, at start: Int) {
        edges[start].append(edge)
        hasAlternatives = hasAlternatives || !edge.isWritten
    }
}
