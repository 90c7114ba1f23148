/// What a chunk is packed from and never cut through: a sentence, a table row, a line of code, or a part of one of these that
/// is over the budget by itself.
struct ChunkUnit: Sendable, Hashable {
    /// UTF-8 bytes in the source text.
    var range: Range<Int>
    /// What is shown, where that is not the source text at `range`.
    var text: String?
    /// Estimated. The units of a block and the blanks between them cost no less together than their text does in one piece.
    var tokens: Int
    /// Repeated where a chunk begins with this unit: the place of the header of its table.
    var header: Range<Int>?
    var headerTokens = 0
    /// What becomes of the line ends inside.
    var lineEnds = LineEnds.stay
    /// Whether a block begins here, which makes it a good place for a chunk to begin.
    var opensBlock = false
    /// Whether it ends with a colon and so belongs to what follows.
    var leadsIn = false
    /// Whether blanks at its start are indentation, which stays.
    var isCode = false
    /// Whether it is a whole sentence, which the next chunk may repeat.
    var isSentence = false
}
