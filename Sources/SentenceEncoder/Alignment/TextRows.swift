/// The tokens of a text and the last rows of the network for them, without marks.
struct TextRows: Sendable {
    let tokens: [Int32]
    /// [tokens][width].
    private let rows: ArraySlice<Float>
    private let width: Int

    private init(tokens: [Int32], rows: ArraySlice<Float>, width: Int) {
        self.tokens = tokens
        self.rows = rows
        self.width = width
    }

    /// Joins the windows of each text, which may come in any order. The rows of the marks are left out.
    static func joining(_ outputs: [WindowOutput], tokens: [[Int32]], width: Int) -> [TextRows] {
        var parts = [[WindowOutput]](repeating: [], count: tokens.count)
        for output in outputs { parts[output.window.text].append(output) }
        return zip(tokens, parts).map { tokens, windows in
            var rows: [Float] = []
            rows.reserveCapacity(tokens.count * width)
            for window in windows.sorted(by: { $0.window.tokens.lowerBound < $1.window.tokens.lowerBound }) {
                rows += window.values[width..<(window.values.count - width)]
            }
            return TextRows(tokens: tokens, rows: rows[...], width: width)
        }
    }

    /// Returns the row of the token with the number `index`.
    func state(_ index: Int) -> ArraySlice<Float> {
        let start = rows.startIndex + index * width
        return rows[start..<(start + width)]
    }

    /// Returns the rows without those of the first `count` tokens.
    func dropFirst(_ count: Int) -> TextRows {
        let count = min(count, tokens.count)
        return TextRows(tokens: Array(tokens.dropFirst(count)), rows: rows.dropFirst(count * width), width: width)
    }
}
