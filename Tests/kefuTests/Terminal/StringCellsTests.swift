import Testing

@testable import kefu

@Suite struct StringCellsTests {
    @Test(
        "a character takes 0, 1 or 2 cells",
        arguments: [
            ("a", 1), ("你", 2), ("，", 2), ("“", 1), ("é", 1), ("e\u{301}", 1), ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧", 2),
            ("🇨🇳", 2), ("ｱ", 1), ("한", 2), ("か\u{3099}", 2), ("\u{200B}", 0), ("①", 1), ("𠮷", 2), ("…", 1), ("—", 1),
            ("￥", 2), ("·", 1), ("\u{7}", 0), ("\u{7F}", 0), ("\u{302A}", 0), ("\u{1160}", 0), ("\u{FEFF}", 0),
            ("❤\u{FE0F}", 2), ("☑", 1), ("ａ", 2), ("\u{3000}", 2), ("\u{A0}", 1), ("ᄒ", 2), ("\u{20DD}", 0),
        ]
    )
    func cells(text: String, cells: Int) {
        #expect(text.cells == cells)
    }

    @Test("the cells of a text are the sum of those of its characters")
    func sum() {
        #expect("退货 ok👍".cells == 9)
        #expect("".cells == 0)
    }
}
