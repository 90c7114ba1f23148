/// The smallest part of a chunk, which is never cut: a sentence, a table row, a line of code, or a piece of one that
/// exceeds the budget by itself.
struct ChunkUnit: Sendable, Hashable {
    /// Place in the source text, in UTF-8 bytes.
    var range: Range<Int>
    /// Text to show, if it differs from the source text at `range`.
    var text: String?
    /// Estimated tokens. The units of a block with the blanks between them cost no less together than their text does
    /// in one piece.
    var tokens: Int
    /// Lines that are repeated if a chunk begins with this unit: those that introduce its list or table, and the header
    /// of its table. Each ends with a line end.
    var header = ""
    var headerTokens = 0
    /// Treatment of the line ends inside the unit.
    var lineEnds = LineEnds.stay
    /// Whether a block begins here, which makes it a good place for a chunk to begin.
    var opensBlock = false
    /// Whether it ends with a colon and so belongs to the following unit.
    var leadsIn = false
    /// Whether blanks at its start are indentation, which stays.
    var isCode = false
    /// Whether it is a whole sentence, which the next chunk may repeat.
    var isSentence = false
}
