import Grounding
import TestSupport
import Testing

@testable import Answering

@Suite struct SupportStreamTests {
    private static let passages = [
        1: "退货申请期限\n退货申请期限是 15 天，从签收次日算起。寄回的运费是 12 元。",
        2: "Refund time\nRefunds to cards take 1 to 10 business days.",
    ]

    private func stream(_ handling: AnswerSettings.Unsupported) -> SupportStream {
        SupportStream(handling, mark: "〔?〕") { SupportCheck(passages: Self.passages, question: "") }
    }

    private func read(_ pieces: [String], _ handling: AnswerSettings.Unsupported) async -> String {
        var stream = stream(handling)
        var shown = ""
        for piece in pieces { shown += await stream.consume(piece) }
        return await shown + stream.finish()
    }

    @Test(
        "an unsupported sentence has a mark at its end; others are shown unchanged",
        arguments: [
            ("退货申请期限是 15 天 [1]。运费是 12 元 [1]。", "退货申请期限是 15 天 [1]。运费是 12 元 [1]。"),
            ("退货申请期限是 30 天。[1]运费是 12 元。[1]", "退货申请期限是 30 天。[1]〔?〕运费是 12 元。[1]"),
            ("运费是 20 元 [1]。\n\n退货申请期限是 15 天。", "运费是 20 元 [1]。〔?〕\n\n退货申请期限是 15 天。"),
            ("- 运费是 20 元\n- 期限是 15 天\n", "- 运费是 20 元〔?〕\n- 期限是 15 天\n"),
            ("| 项目 | 价格 |\n| 运费 | 20 元 |\n", "| 项目 | 价格 |\n| 运费 | 20 元 〔?〕|\n"),
            ("Refunds take 3 business days [2]. Thank you!", "Refunds take 3 business days [2].〔?〕 Thank you!"),
            ("退货申请期限是 30 天", "退货申请期限是 30 天〔?〕"),
        ]
    )
    func marked(text: String, shown: String) async {
        #expect(await read([text], .mark) == shown)
        #expect(await read(text.map(String.init), .mark) == shown, "character by character")
    }

    @Test("words are shown as they arrive")
    func early() async {
        var stream = stream(.mark)
        #expect(await stream.consume("退货") == "退货")
        #expect(await stream.consume("申请期限是 30 天。") == "申请期限是 30 天。")
        #expect(await stream.consume("[1]") == "[1]")
        #expect(await stream.consume("运") == "〔?〕运")
    }

    @Test(
        "if unsupported sentences are withdrawn, nothing from the first one on is shown",
        arguments: [1, 2, 7, 99]
    )
    func withdrawn(size: Int) async {
        let text = "退货申请期限是 15 天 [1]。寄回的运费是 20 元。运费是 12 元。"
        var stream = stream(.withdraw)
        let pieces = stride(from: 0, to: text.count, by: size).map { String(text.dropFirst($0).prefix(size)) }
        var shown = ""
        for piece in pieces { shown += await stream.consume(piece) }
        shown += await stream.finish()
        #expect(shown == "退货申请期限是 15 天 [1]。")
        #expect(stream.isWithdrawn && stream.findings.map(\.words) == ["寄回的运费是 20 元。"])
    }

    @Test("the result does not depend on how the answer was cut")
    func anyCut() async {
        let vocabulary = [
            "退货申请期限是 15 天", "运费是 20 元", "。", "！", "[1]", " [2]", " ", "\n", "Refunds take 3.5 days", ". ", "? ", "- ",
            "| a | 7 元 |", "```", "1. ", "”", "[see page", "\n\n", "【",
        ]
        var random = SeededRandom(seed: 7)
        for _ in 0..<25 {
            let text = random.text(of: vocabulary, count: 10)
            let whole = await read([text], .mark)
            #expect(whole.replacing("〔?〕", with: "") == text, "\(text.debugDescription)")
            for handling in [AnswerSettings.Unsupported.mark, .withdraw] {
                let once = await read([text], handling)
                #expect(await read(random.pieces(of: text), handling) == once, "\(text.debugDescription)")
            }
        }
    }
}
