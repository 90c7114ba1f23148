import Testing

@testable import kefu

@Suite struct ScreenAreaTests {
    private func rows(_ texts: String...) -> [StyledText] { texts.map { StyledText($0) } }

    @Test("text that only grows is sent only once")
    func growing() {
        var area = ScreenArea(hasStyles: false)
        #expect(area.show(rows("签收后"), height: 10) == "签收后")
        #expect(area.show(rows("签收后 15 天"), height: 10) == " 15 天")
        #expect(area.show(rows("签收后 15 天", "内"), height: 10) == "\r\n内")
        #expect(area.show(rows("签收后 15 天", "内"), height: 10) == "")
    }

    @Test("a change is sent from the column where it begins")
    func changing() {
        var area = ScreenArea(hasStyles: false)
        _ = area.show(rows("退货", "运费"), height: 10)
        #expect(area.show(rows("退款", "运费"), height: 10) == "\u{1B}[1A\r\u{1B}[2C\u{1B}[J款\r\n运费")
        #expect(area.show(rows("退款"), height: 10) == "\u{1B}[1A\r\u{1B}[4C\u{1B}[J")
    }

    @Test("rows that have scrolled off the screen are not redrawn")
    func tall() {
        var area = ScreenArea(hasStyles: false)
        _ = area.show((0..<20).map { StyledText("row \($0)") }, height: 5)
        let sent = area.show((0..<20).map { StyledText("Row \($0)") }, height: 5)
        #expect(sent.contains("Row 19"))
        #expect(!sent.contains("Row 14\r"))
        #expect(sent.hasPrefix("\u{1B}[4A"))
    }

    @Test("settled rows are not drawn again")
    func settled() {
        var area = ScreenArea(hasStyles: false)
        _ = area.show(rows("a", "b"), height: 10)
        area.settle(1)
        #expect(area.show(rows("b", "c"), height: 10) == "\r\nc")
        #expect(area.leave() == "\n")
    }

    @Test("the rows are erased from the place where they began")
    func erasing() {
        var area = ScreenArea(hasStyles: false)
        #expect(area.erase() == "\r\u{1B}[J")
        _ = area.show(rows("a", "b", "c"), height: 10)
        #expect(area.erase() == "\u{1B}[2A\r\r\u{1B}[J")
        #expect(area.rows.isEmpty)
        #expect(area.leave() == "")
    }

    @Test("the cursor goes where it is wanted, and leaves from there to below the last row")
    func cursor() {
        var area = ScreenArea(hasStyles: false)
        #expect(
            area.show(rows("退货", "b"), cursor: .init(row: 0, column: 2), height: 10) == "退货\r\nb\u{1B}[1A\r\u{1B}[2C"
        )
        #expect(area.leave() == "\u{1B}[1B\r\u{1B}[1C\n")
    }

    @Test("after a resize, wrapped rows are counted", arguments: [(10, 1), (5, 2), (4, 4)])
    func reflow(width: Int, up: Int) {
        var area = ScreenArea(hasStyles: false)
        _ = area.show(rows("12345678", "ab"), height: 10)
        _ = width == 4 ? area.show(rows("12345678", "abcdefghi"), height: 10) : ""
        #expect(area.reflow(to: width) == "\u{1B}[\(up)A\r\u{1B}[J")
    }

    @Test("no rows are shown as one empty row")
    func none() {
        var area = ScreenArea(hasStyles: false)
        _ = area.show(rows("ab"), height: 10)
        #expect(area.show([], height: 10) == "\r\u{1B}[K")
        #expect(area.rows == [StyledText()])
    }
}
