import Testing

@testable import kefu

@Suite struct TableLayoutTests {
    private func rows(_ cells: [[String]], _ alignments: [TableLayout.Alignment], width: Int) -> [String] {
        let styled = cells.map { $0.map { StyledText($0) } }
        let table = TableLayout(header: styled[0], alignments: alignments, body: Array(styled.dropFirst()))
        return table.rows(width: width).map(\.text)
    }

    @Test("cells are aligned as their column says")
    func alignment() {
        let shown = rows([["left", "mid", "right"], ["a", "b", "c"]], [.left, .center, .right], width: 40)
        #expect(shown == ["left │ mid │ right", "─────┼─────┼──────", "a    │  b  │     c"])
    }

    @Test("a row with too few cells is filled, one with too many is cut")
    func rowLengths() {
        let shown = rows([["ab", "cd"], ["x"], ["y", "z", "extra"]], [.left, .left], width: 40)
        #expect(shown == ["ab │ cd", "───┼───", "x  │", "y  │ z"])
    }

    @Test("only the widest columns are narrowed, and their cells wrap")
    func narrowing() {
        let shown = rows([["key", "text"], ["k", "one two three"]], [.left, .left], width: 14)
        #expect(shown == ["key │ text", "────┼─────────", "k   │ one two", "    │ three"])
    }

    @Test("no row is wider than the screen", arguments: 4...40)
    func everyWidth(width: Int) {
        let shown = rows([["项目", "Price", "说明"], ["上门取件", "12 元", "由客户承担"]], [.left, .right, .center], width: width)
        #expect(shown.allSatisfy { $0.cells <= width })
    }
}
