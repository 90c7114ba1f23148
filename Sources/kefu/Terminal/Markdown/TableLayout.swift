/// A table for the screen with aligned columns, as wide as its cells need and the screen allows.
struct TableLayout: Sendable, Hashable {
    enum Alignment: Sendable, Hashable {
        case left, center, right
    }

    let header: [StyledText]
    let alignments: [Alignment]
    var body: [[StyledText]] = []

    private static let gap = " │ "

    /// Returns the header, a rule and the body; a cell that is wider than its column is wrapped.
    func rows(width: Int) -> [StyledText] {
        let count = alignments.count
        let widths = widths(fitting: width - (count - 1) * Self.gap.cells)
        let line = widths.map { String(repeating: "─", count: $0) }.joined(separator: "─┼─")
        let lines = [lines(header.map { $0.styled(.bold) }, widths), [StyledText(line, .dim)]]
        let whole = lines.joined() + body.flatMap { self.lines($0, widths) }
        return whole.flatMap { $0.width > width ? $0.wrapped(to: width) : [$0] }
    }

    /// Returns the screen lines of one table row.
    private func lines(_ cells: [StyledText], _ widths: [Int]) -> [StyledText] {
        let wrapped = widths.indices.map { column in
            column < cells.count ? cells[column].wrapped(to: widths[column]) : [StyledText()]
        }
        return (0..<(wrapped.map(\.count).max() ?? 1)).map { line in
            var row = StyledText()
            for (column, cell) in wrapped.enumerated() {
                if column > 0 { row += StyledText(Self.gap, .dim) }
                row += padded(line < cell.count ? cell[line] : StyledText(), to: widths[column], alignments[column])
            }
            return row.trimmingEnd
        }
    }

    private func padded(_ text: StyledText, to width: Int, _ alignment: Alignment) -> StyledText {
        let free = max(0, width - text.width)
        let left =
            switch alignment {
            case .left: 0
            case .center: free / 2
            case .right: free
            }
        func blank(_ count: Int) -> StyledText { StyledText(String(repeating: " ", count: count)) }
        return blank(left) + text + blank(free - left)
    }

    /// Returns the width that each column needs; if they do not fit, the widest columns are narrowed.
    private func widths(fitting available: Int) -> [Int] {
        var widths = alignments.indices.map { column in
            max(2, ([header] + body).map { column < $0.count ? $0[column].width : 0 }.max() ?? 2)
        }
        while widths.reduce(0, +) > available, let widest = widths.max(), widest > 4 {
            let next = widths.filter { $0 < widest }.max() ?? 4
            let over = widths.reduce(0, +) - available
            let columns = widths.indices.filter { widths[$0] == widest }
            let cut = max(1, min(widest - max(next, 4), over / columns.count))
            for column in columns where widths.reduce(0, +) > available { widths[column] -= cut }
        }
        return widths
    }
}
