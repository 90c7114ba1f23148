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

    @Test(
        "a character takes 0, 1 or 2 cells",
        arguments: [
            ("a", 1), ("你", 2), ("，", 2), ("“", 1), ("é", 1), ("e\u{301}", 1), ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇨🇳", 2),
            ("ｱ", 1),
            ("한", 2), ("か\u{3099}", 2), ("\u{200B}", 0), ("①", 1), ("𠮷", 2), ("…", 1), ("—", 1), ("￥", 2), ("·", 1),
        ]
    )
    func cells(text: String, cells: Int) {
        #expect(text.cells == cells)
    }
}
