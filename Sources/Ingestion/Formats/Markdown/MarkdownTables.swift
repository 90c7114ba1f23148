import RAGCore

/// Limits on the tables of a text, kept before it is parsed.
///
/// cmark-gfm searches the end of a row's list of cells for each cell, and gives a short row all the cells that its
/// header has: both take quadratic time. Newer versions have such a limit of their own.
struct MarkdownTables {
    /// The most bars of a line.
    private static let mostBars = 1_000
    /// The most cells that rows lack, for each byte of the text: a header may be twice as wide as most rows.
    private static let mostMissingCells = 2

    /// As many cells as these may always be missing.
    private static let fewMissingCells = 10_000

    /// Whether no table of the text is too wide, or too wide for its rows.
    private(set) var areBearable = true

    /// Looks at each line of `bytes` once.
    init(in bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        var missing = 0
        // Columns of the table that a line of dashes and bars began; 0 outside of tables.
        var columns = 0
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let line = Line(bytes[start...])
            start = line.end + 1
            if line.bars > Self.mostBars {
                areBearable = false
                return
            }
            if line.isBlank {
                columns = 0
            } else if line.isRule {
                columns = line.bars + 1
            } else if columns > 0 {
                missing += max(columns - line.bars, 0)
            }
            if missing > Self.mostMissingCells * bytes.count + Self.fewMissingCells {
                areBearable = false
                return
            }
        }
    }

    /// A line and what a table would make of it.
    private struct Line {
        var bars = 0
        var isBlank = true
        /// Whether it has bars and dashes, and nothing else but colons and blanks.
        var isRule = false
        let end: Int

        init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
            var hasDash = false
            var hasOthers = false
            var offset = bytes.startIndex
            while offset < bytes.endIndex, !bytes[offset].isLineEnd {
                switch bytes[offset] {
                case UInt8(ascii: "|"): bars += 1
                case UInt8(ascii: "-"): hasDash = true
                case .space, .tab, UInt8(ascii: ":"), UInt8(ascii: ">"): break
                default: hasOthers = true
                }
                offset += 1
            }
            end = offset
            isBlank = bars == 0 && !hasDash && !hasOthers
            isRule = bars > 0 && hasDash && !hasOthers
        }
    }
}
