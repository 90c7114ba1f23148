import Foundation
import Testing

@testable import kefu

@Suite struct MarkdownStreamTests {
    private func rows(_ text: String, width: Int = 40, pieces: [String]? = nil) -> [StyledText] {
        var stream = MarkdownStream(width: width, height: 20)
        return (pieces ?? [text]).flatMap { stream.consume($0).settled } + stream.finish().settled
    }

    @Test(
        "each kind of line has its form on the screen",
        arguments: [
            ("# 标题 #", ["标题"]), ("#no heading", ["#no heading"]), ("- 一\n* two\n+ three", ["• 一", "• two", "• three"]),
            ("1. a\n10) b", ["1. a", "10) b"]), ("- [ ] open\n- [x] done", ["☐ open", "☑ done"]), ("> 引用", ["│ 引用"]),
            ("***", [String(repeating: "─", count: 40)]),
            ("```swift\nlet a = 1\n```\nb", ["  swift", "  let a = 1", "b"]),
            ("a\n\n\n\nb", ["a", "", "b"]), ("a\nb", ["a", "b"]), ("-5 度", ["-5 度"]), ("1.5 元", ["1.5 元"]),
        ]
    )
    func lines(text: String, shown: [String]) {
        #expect(rows(text).map(\.text) == shown)
    }

    @Test(
        "emphasis, code, links and source marks within a line",
        arguments: [
            ("**退货。**请保留", "退货。请保留"), ("2*3*4 和 a_b_c", "2*3*4 和 a_b_c"), ("`**x**`", "**x**"), ("\\*x\\*", "*x*"),
            ("见[帮助](https://a.example/b)。", "见帮助 (https://a.example/b)。"), ("<https://a.example>", "https://a.example"),
            ("15 天 [1][2]", "15 天 [1][2]"), ("**never closed", "**never closed"), ("a ** b ** c", "a ** b ** c"),
            ("***both***", "both"), ("~~gone~~", "gone"), ("[no link]", "[no link]"), ("![图](a.png)", "图 (a.png)"),
            ("*斜体*和__粗体__", "斜体和粗体"), ("a < b > c", "a < b > c"),
        ]
    )
    func inline(text: String, shown: String) {
        #expect(rows(text).map(\.text).joined() == shown)
    }

    @Test("bold text is bold, also in Chinese without spaces")
    func bold() {
        let row = rows("须在**15 天**内 [1]")[0]
        #expect(row.escaped(hasStyles: true) == "须在\u{1B}[1m15 天\u{1B}[0m内 \u{1B}[36m[1]\u{1B}[0m")
        #expect(row.escaped(hasStyles: false) == "须在15 天内 [1]")
    }

    @Test("the columns of a table line up where characters are wide")
    func table() {
        let text = "| 项目 | Price |\n|---|--:|\n| 上门取件 | 12 元 |\n| Pickup | **5** |\n\n完"
        #expect(
            rows(text).map(\.text) == [
                "项目     │ Price", "─────────┼──────", "上门取件 │ 12 元", "Pickup   │     5", "", "完",
            ]
        )
    }

    @Test("lines break between Chinese characters, but not before a comma or after an opening bracket")
    func wrapping() {
        #expect(rows("一二三四五，六七八", width: 10).map(\.text) == ["一二三四", "五，六七八"])
        #expect(rows("- 一二三（四五六", width: 10).map(\.text) == ["• 一二三", "  （四五六"])
        #expect(rows("see the whole page", width: 10).map(\.text) == ["see the", "whole page"])
        #expect(rows("https://a.example/long", width: 10).map(\.text) == ["https://a.", "example/lo", "ng"])
    }

    @Test("control characters are removed")
    func controls() {
        let shown = rows("a\u{1B}[31mred\u{1B}]0;title\u{7}\u{9B}2J\u{202E}b\r\u{8}")
        #expect(shown.map(\.text) == ["a[31mred]0;title2Jb "])
        #expect(shown.allSatisfy { !$0.escaped(hasStyles: false).unicodeScalars.contains { $0.value < 0x20 } })
    }

    @Test("the rows do not depend on how the text is cut into pieces, and none is too wide", arguments: 0..<40)
    func anyPieces(seed: Int) throws {
        let text = Self.sample
        var random = SplitMix(state: UInt64(seed))
        let width = Int.random(in: 8...60, using: &random)
        var pieces: [String] = []
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...12, using: &random)
            pieces.append(String(String.UnicodeScalarView(rest.prefix(count))))
            rest = rest.dropFirst(count)
        }
        #expect(rows(text, width: width, pieces: pieces) == rows(text, width: width))
        var stream = MarkdownStream(width: width, height: 20)
        for piece in pieces {
            let step = stream.consume(piece)
            #expect((step.settled + step.live).allSatisfy { $0.width <= width })
        }
    }

    @Test(
        "thousands of unclosed or nested marks do not take excessive time or rows",
        arguments: ["*a ", "[", "**`", "> ", "|", "~~a "]
    )
    func hostile(mark: String) {
        let shown = rows(String(repeating: mark, count: 3_000))
        #expect(shown.count < 2_000)
    }

    @Test(
        "styles of text within a line",
        arguments: [
            ("**b**", .bold), ("*i*", .italic), ("__b__", .bold), ("***x***", [.bold, .italic]), ("~~s~~", .struck),
            ("`c`", .code), ("[1]", .mark), ("**a *b***", .bold), ("<https://a.example>", .underlined), ("~x~", []),
            ("[w](u)", .underlined),
        ] as [(String, Style)]
    )
    func styles(text: String, style: Style) {
        #expect(InlineMarkdown.styled(text).cells.first?.style == style)
    }

    @Test(
        "marks that are no Markdown stay as they are",
        arguments: [
            "2 * 3", "a * b * c", "snake_case_name", "\\ a", "a\\", "[a] (b)", "[a](b", "![a]", "<a@b>", "x*y*z",
            "****",
            "** a**", "`a", "``a`", "_a_b",
        ]
    )
    func noMarkdown(text: String) {
        #expect(InlineMarkdown.styled(text).text == text.replacing("\\\\", with: "\\"))
    }

    @Test(
        "code and links keep their content",
        arguments: [
            ("`` a`b ``", "a`b"), ("` `", " "), ("`*a*`", "*a*"), ("[a](b \"title\")", "a (b)"), ("[b](b)", "b"),
            ("[**a**](u)", "a (u)"), ("[12][3]", "[12][3]"), ("[1](u)", "[1](u)"), ("[](u)", " (u)"),
            ("\\[1\\]", "[1]"),
            ("**a `*` b**", "a * b"),
        ]
    )
    func content(text: String, shown: String) {
        #expect(InlineMarkdown.styled(text).text == shown)
    }

    @Test(
        "an open line hides incomplete links and applies opening marks at once",
        arguments: [
            ("see [the", "see "), ("see [the](htt", "see "), ("a **bo", "a bo"), ("a **bo*", "a bo"), ("a **", "a "),
            ("a `co", "a co"), ("a\\", "a"), ("a [1", "a "), ("a [1] b", "a [1] b"), ("2*3", "2*3"),
        ]
    )
    func openLine(text: String, shown: String) {
        #expect(InlineMarkdown.styled(text, isOpen: true).text == shown)
    }

    @Test("the incomplete last line is live until its line end arrives")
    func live() {
        var stream = MarkdownStream(width: 40, height: 20)
        #expect(stream.consume("退").live.map(\.text) == ["退"])
        #expect(stream.consume("货\n运").settled.map(\.text) == ["退货"])
        #expect(stream.consume("费").live.map(\.text) == ["运费"])
        #expect(stream.finish().settled.map(\.text) == ["运费"])
        #expect(stream.finish() == MarkdownStream.Step())
    }

    @Test(
        "a beginning that may become another kind of line is not shown",
        arguments: ["#", "##", "-", "- ", "> ", "``", "  *"]
    )
    func undecided(text: String) {
        var stream = MarkdownStream(width: 40, height: 20)
        #expect(stream.consume(text).live.isEmpty)
    }

    @Test("an unfinished table shows at most the rows of the screen")
    func tallTable() {
        var stream = MarkdownStream(width: 40, height: 5)
        let live = stream.consume("| a | b |\n|---|---|\n" + String(repeating: "| 1 | 2 |\n", count: 9)).live
        #expect(live.count == 5)
        #expect(live.last?.text == "…")
        #expect(stream.finish().settled.count == 11)
    }

    @Test("a line with a bar is a table only if a delimiter row with as many cells follows")
    func noTable() {
        #expect(rows("a | b\nc | d").map(\.text) == ["a | b", "c | d"])
        #expect(rows("a | b\n|---|\nc").map(\.text) == ["a | b", "|---|", "c"])
    }

    @Test("code ends at a fence of the same mark that is long enough, and keeps its line breaks")
    func fences() {
        #expect(rows("````\na\n```\n\n**b**\n````\nc").map(\.text) == ["  a", "  ```", "  ", "  **b**", "c"])
        #expect(rows("~~~\na\n```\n~~~").map(\.text) == ["  a", "  ```"])
        #expect(rows("```\n一二三四五", width: 8).map(\.text) == ["  一二三", "  四五"])
    }

    @Test("list items are indented by at most a third of the screen, and their rows line up")
    func items() {
        #expect(rows("      - 一二三四五六", width: 12).map(\.text) == ["    • 一二三", "      四五六"])
        #expect(rows("> 一二三四五", width: 8).map(\.text) == ["│ 一二三", "│ 四五"])
    }

    @Test("spaces after the last line add no row")
    func ending() {
        #expect(rows("一\n  ").map(\.text) == ["一"])
        #expect(rows("").isEmpty)
    }

    private static let sample = """
        ## 退货 **说明**

        签收后 **15 天**内可以申请，*完好*即可 [1]。See [the page](https://a.example/x_y) for `a*b` 👨‍👩‍👧.

        1. 登录账号，然后在“我的订单”里找到商品
           - nested ~~old~~ 项

        | 项目 | Price |
        |:--|--:|
        | 上门取件 | 12 元 |
        | x | **5** |
        > 引用 `code
        ```
        let 值 = "很长的一行很长的一行很长的一行很长的一行"
        ```
        a | b
        末行 **open
        """
}

/// A generator that gives the same numbers in every run (SplitMix64, Steele et al. 2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
