import Testing

@testable import kefu

@Suite struct StyledTextTests {
    @Test(
        "text becomes one line without control characters",
        arguments: [
            ("a\tb", "a    b"), ("a\nb", "a b"), ("a\r\nb", "a b"), ("a\u{1B}[2Jb", "a[2Jb"), ("a\u{202E}b", "ab"),
            ("退货\u{7}", "退货"),
        ]
    )
    func cleaning(text: String, shown: String) {
        #expect(StyledText(text).text == shown)
    }

    @Test("width counts cells, not characters")
    func width() {
        #expect(StyledText("a退👍e\u{301}").width == 6)
        #expect(StyledText("").isEmpty)
        #expect(StyledText("退货 ab").prefix(3).width == 5)
        #expect(StyledText("退货 ab").dropFirst(2).text == " ab")
    }

    @Test("a style is switched on where it begins and reset where it ends")
    func escapes() {
        let text = StyledText("a") + StyledText("b", .bold) + StyledText("c", [.bold, .code]) + StyledText("d")
        #expect(text.escaped(hasStyles: true) == "a\u{1B}[1mb\u{1B}[0m\u{1B}[1;33mc\u{1B}[0md")
        #expect(text.escaped(hasStyles: false) == "abcd")
        #expect(StyledText("x", .dim).escaped(hasStyles: true) == "\u{1B}[2mx\u{1B}[0m")
    }

    @Test("an added style keeps the styles that are there")
    func adding() {
        let text = StyledText("a", .italic).styled(.underlined)
        #expect(text.cells.map(\.style) == [[.italic, .underlined]])
        #expect(text.escaped(hasStyles: true) == "\u{1B}[3;4ma\u{1B}[0m")
    }

    @Test(
        "each style has its own parameter",
        arguments: [
            (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underlined, "4"), (.struck, "9"), (.code, "33"),
            (.mark, "36"),
        ] as [(Style, String)]
    )
    func parameters(style: Style, parameter: String) {
        #expect(style.parameters == parameter)
    }

    @Test(
        "rows break at spaces and between Chinese characters",
        arguments: [
            ("see the whole page", 10, ["see the", "whole page"]), ("abcdefgh", 3, ["abc", "def", "gh"]),
            ("一二三四五", 6, ["一二三", "四五"]), ("一二三四五", 7, ["一二三", "四五"]), ("", 5, [""]),
            ("ab cd", 5, ["ab cd"]), ("ab cd", 4, ["ab", "cd"]), ("ab  cd", 3, ["ab", "cd"]),
            ("用kefu问", 6, ["用kefu", "问"]),
            ("用kefu问", 5, ["用", "kefu", "问"]), ("ab   ", 2, ["ab"]),
        ]
    )
    func wrapping(text: String, width: Int, rows: [String]) {
        #expect(StyledText(text).wrapped(to: width).map(\.text) == rows)
    }

    @Test(
        "a closing mark does not begin a row, and an opening mark does not end one",
        arguments: [
            ("一二三。", 6, ["一二", "三。"]), ("一二（三", 6, ["一二", "（三"]), ("一二》三", 4, ["一", "二》", "三"]),
            ("一二“三", 5, ["一二", "“三"]), ("价格￥5", 6, ["价格", "￥5"]),
        ]
    )
    func punctuation(text: String, width: Int, rows: [String]) {
        #expect(StyledText(text).wrapped(to: width).map(\.text) == rows)
    }

    @Test("rows after the first are indented, by at most half of the width")
    func indenting() {
        #expect(StyledText("• one two three").wrapped(to: 9, indent: 2).map(\.text) == ["• one two", "  three"])
        #expect(StyledText("abcdefgh").wrapped(to: 4, indent: 30).map(\.text) == ["abcd", "  ef", "  gh"])
    }

    @Test("wrapping keeps the styles and ends at any width", arguments: 3...12)
    func anyWidth(width: Int) {
        let text = StyledText("退货 ") + StyledText("refund", .bold) + StyledText("，👨‍👩‍👧")
        let rows = text.wrapped(to: width, indent: 3)
        #expect(rows.allSatisfy { $0.width <= width })
        let bold = rows.flatMap(\.cells).filter { $0.style == .bold }.map(\.character)
        #expect(String(bold) == "refund")
    }

    @Test("only spaces at the end are trimmed")
    func trimming() {
        #expect(StyledText("  a b  ").trimmingEnd.text == "  a b")
        #expect(StyledText("   ").trimmingEnd.isEmpty)
    }
}
