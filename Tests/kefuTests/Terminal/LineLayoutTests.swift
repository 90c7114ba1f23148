import Testing

@testable import kefu

@Suite struct LineLayoutTests {
    private func layout(_ text: String, left: Int = 0, width: Int = 10, height: Int = 20) -> LineLayout {
        var buffer = LineBuffer(text)
        for _ in 0..<left { buffer.moveLeft() }
        return LineLayout(prompt: StyledText("? "), buffer: buffer, width: width, height: height)
    }

    @Test("a wide character is never split; it moves to the next row")
    func wideCharacters() {
        let layout = layout("一二三四五六七")
        #expect(layout.rows.map(\.text) == ["? 一二三四", "五六七"])
        #expect(layout.cursor == .init(row: 1, column: 6))
        #expect(self.layout("a一二三四").rows.map(\.text) == ["? a一二三", "四"])
    }

    @Test("after a full row the cursor is at the beginning of the next row")
    func fullRow() {
        let layout = layout("12345678")
        #expect(layout.rows.map(\.text) == ["? 12345678", ""])
        #expect(layout.cursor == .init(row: 1, column: 0))
    }

    @Test("further lines are indented below the first")
    func lines() {
        let layout = layout("a\n你\n", left: 1)
        #expect(layout.rows.map(\.text) == ["? a", "  你", "  "])
        #expect(layout.cursor == .init(row: 1, column: 4))
    }

    @Test("a text with more rows than the screen shows the rows around the cursor", arguments: [0, 50, 99])
    func tall(left: Int) {
        let layout = layout((0..<50).map { "\($0 % 10)" }.joined(separator: "\n"), left: left, height: 6)
        #expect(layout.rows.count == 6)
        #expect((0..<6).contains(layout.cursor.row))
    }

    @Test("at any width no row is wider than the screen", arguments: 1...30)
    func everyWidth(width: Int) {
        let rows = layout("退货 refund 👨‍👩‍👧 运费\t12 元，é\n下一行", width: width).rows
        #expect(rows.allSatisfy { $0.width <= max(width, 4) })
    }

    @Test(
        "the rows next to the cursor are kept if there are too many",
        arguments: [
            (0, ["  6", "  7", "  8"], 2), (4, ["  4", "  5", "  6"], 2), (16, ["? 0", "  1", "  2"], 0),
        ]
    )
    func keptRows(left: Int, rows: [String], cursor: Int) {
        let layout = layout((0...8).map(String.init).joined(separator: "\n"), left: left, height: 3)
        #expect(layout.rows.map(\.text) == rows)
        #expect(layout.cursor == .init(row: cursor, column: 3))
    }

    @Test("a prompt that leaves no room is replaced by a short one", arguments: [(9, "? "), (20, "long one> ")])
    func longPrompt(width: Int, prompt: String) {
        let layout = LineLayout(prompt: StyledText("long one> "), buffer: LineBuffer("a\nb"), width: width, height: 9)
        #expect(layout.rows.first?.text == prompt + "a")
        #expect(layout.rows.last?.text == String(repeating: " ", count: prompt.count) + "b")
    }

    @Test("a control character is shown as a space, and the cursor follows")
    func invisibleCharacters() {
        let layout = layout("a\u{7}b")
        #expect(layout.rows.map(\.text) == ["? a b"])
        #expect(layout.cursor == .init(row: 0, column: 5))
    }

    @Test("the cursor in the middle of a wrapped line is on its row")
    func cursorWithin() {
        let layout = layout("一二三四五六七", left: 2)
        #expect(layout.cursor == .init(row: 1, column: 2))
        #expect(self.layout("12345678", left: 8).cursor == .init(row: 0, column: 2))
    }
}
