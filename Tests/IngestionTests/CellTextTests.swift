import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct CellTextTests {
    @Test(
        "elements and entities of HTML are decoded",
        arguments: [
            (
                "<p>打开<b>订单</b>&gt;售后，<br/>审核约 <span style=\"color:red\">2 天</span>。</p><p>&nbsp;</p>",
                "打开订单>售后，审核约 2 天。"
            ),
            ("支持&nbsp;&mdash;&nbsp;按 A&amp;B 估价。", "支持 — 按 A&B 估价。"), ("1. Open<br>2. Press", "1. Open\n2. Press"),
            ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"), ("<b>Yes.</b>\nUp to 5&nbsp;kg", "Yes.\nUp to 5 kg"),
            ("caf&#233; &#x2014; bar", "café — bar"), ("a &lt; b", "a < b"),
        ]
    )
    func markup(cell: String, text: String) { #expect(CellText.plain(cell) == text) }

    @Test(
        "a text without HTML stays as it is",
        arguments: [
            "A&B", "a < b and c > d", "<订单号>", "<order number>", "R&D; B&B;", "x<y;", "AT&T &co;", "5 <p",
            "if a<b then", "<a or b>",
        ]
    )
    func plain(cell: String) { #expect(CellText.plain(cell) == cell) }

    @Test("CSV, JSON and sheets decode HTML, and the language is that of the text")
    func formats() throws {
        let cell = "<p style=\"\"color:red\"\"><span>支持</span></p>"
        let csv = try CSVReader().read(Data("问题,答案\n支持吗？,\"\(cell)\"".utf8), name: "faq")
        #expect(csv.blocks.map(\.text) == ["支持"])
        #expect(csv.language == .chinese)
        let json =
            #"[{"question":"Open?","answer":"<b>Yes</b>, A&amp;B"},{"title":"T","content":"<p>One</p><p>Two</p>"}]"#
        #expect(try JSONReader().read(Data(json.utf8), name: "x").blocks.map(\.text) == ["Yes, A&B", "One\n\nTwo"])
    }

    @Test("hostile cells take linear time", arguments: ["<", "<a ", "&", "<p", "&#"])
    func linear(piece: String) {
        let cell = String(repeating: piece, count: 200_000)
        let clock = ContinuousClock()
        #expect(clock.measure { _ = CellText.plain(cell) } < .seconds(20))
    }
}
