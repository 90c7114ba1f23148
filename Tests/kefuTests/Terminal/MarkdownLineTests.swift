import Testing

@testable import kefu

@Suite struct MarkdownLineTests {
    @Test(
        "the kind of a line",
        arguments: [
            ("", .blank), ("   ", .blank), ("# 标题", .heading(level: 1, text: "标题")),
            ("###### six ##", .heading(level: 6, text: "six")), ("####### seven", .text("####### seven")),
            ("# C#", .heading(level: 1, text: "C#")), ("#tag", .text("#tag")),
            ("  - item", .item(indent: 2, mark: "•", text: "item")), ("-item", .text("-item")),
            ("\t* tab", .item(indent: 4, mark: "•", text: "tab")),
            ("- [x] done", .item(indent: 0, mark: "☑", text: "done")),
            ("- [y] no box", .item(indent: 0, mark: "•", text: "[y] no box")),
            ("12) twelve", .item(indent: 0, mark: "12)", text: "twelve")), ("1.5 元", .text("1.5 元")),
            ("1234567890. ten digits", .text("1234567890. ten digits")), (">> 引用", .quote(depth: 2, text: "引用")),
            (">>>>>> deep", .quote(depth: 4, text: "deep")), ("---", .rule), ("* * *", .rule), ("--", .text("--")),
            ("+++", .text("+++")), ("```swift ", .fence(mark: "`", length: 3, info: "swift")),
            ("~~~~", .fence(mark: "~", length: 4, info: "")), ("``", .text("``")), ("``` a`b", .text("``` a`b")),
            ("a | b", .row(["a", "b"])), ("| a | b |", .row(["a", "b"])), ("| a \\| b |", .row(["a \\| b"])),
            ("trailing  ", .text("trailing")),
        ] as [(String, MarkdownLine)]
    )
    func kind(line: String, kind: MarkdownLine) {
        #expect(MarkdownLine(line) == kind)
    }

    @Test(
        "the line below a table's header gives the alignment of each column",
        arguments: [
            (["---", ":--", "--:", ":-:"], [.left, .left, .right, .center]), (["-"], [.left]), ([], nil),
            (["---", ""], nil), (["---", "a"], nil), (["-:-"], nil), ([":"], nil),
        ] as [([String], [TableLayout.Alignment]?)]
    )
    func alignments(cells: [String], alignments: [TableLayout.Alignment]?) {
        #expect(MarkdownLine.alignments(cells) == alignments)
    }
}
