import TestSupport
import Testing

@testable import Guard

/// Properties of the filter for generated answers.
@Suite struct AnswerFilterPropertyTests {
    private static let source = "退货请看 https://www.orvela.example/help 或电话 400-555-0126，微信号 orvela_cs，文件 a.txt。"

    private static let vocabulary = [
        "http", "https", "hxxps", "://", ":", "//", "www.", "weixin://", "evil", "shop", "例子", "公司", "中国", ".", "。",
        "．", "·",
        "[.]", "(dot)", " dot ", "点", "com", "cn", "zip", "md", "test", "/", "@", "(at)", "&#46;", "&period;", "%2E",
        "&amp;",
        "#46;", "&nbsp;", "\\", "\u{200B}", "\u{2060}", "\u{FE0F}", "\u{301}", "**", "`", "[", "](", "]", ")", "(",
        "![", "<", ">",
        "<b>", "img src=", "<|", "|>", "[1]", "【2】", " ", "  ", "\n", "-", "–", "+86", "138", "0013", "8000",
        "13800138000", "一三八",
        "零", "①", "１３", "4", "400-555-0126", "https://www.orvela.example/help", "orvela_cs", "微信", "QQ", "号", "：", "加",
        "Telegram",
        "desk88", "12345", "元", " bytes", "2027-02-10", "v1.2", "退货", "Then", "done", "，", "!", "?", "a", "1", "_",
        "~~", "*",
    ]

    private func shown(_ pieces: [String]) -> String {
        var filter = AnswerFilter(sources: [Self.source], settings: [], prompt: [])
        var last = filter.withoutPrompt
        let text = pieces.map { last.consume(filter.consume($0)) }.joined()
        return text + last.consume(filter.finish()) + last.finish()
    }

    @Test("filtering what is shown changes nothing, and nothing foreign is left", arguments: 0..<8)
    func isStable(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        for _ in 0..<400 {
            let text = random.text(of: Self.vocabulary, count: Int.random(in: 3...14, using: &random))
            let shown = shown([text])
            #expect(self.shown([shown]) == shown, "\(text.debugDescription) → \(shown.debugDescription)")
            #expect(self.shown(random.pieces(of: text)) == shown, "cut: \(text.debugDescription)")
        }
    }
}
