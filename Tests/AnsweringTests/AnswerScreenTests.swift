import Grounding
import Guard
import Testing

@testable import Answering

@Suite struct AnswerScreenTests {
    private let prompt = """
        你是沃岚的客服。客户的每条消息先给出编号的资料，再提出问题。根据资料用中文回答：先直接回答问题，一到三句话。
        """

    @Test(
        "no address or number is put together from parts between which something was removed",
        arguments: [
            "见 ht[9]tps://evil.test/x", "见 ht<b>tps://evil.test/x", "见 ht<[9]b>tps://evil.test/x",
            "见 https[9]://evil.test/x", "见 evil[9].com", "见 evil<[9]b>.com", "电话 138[9]0013[9]8000",
            "电话 138<b>0013</b>8000", "电话 138<[9]i>0013<[9]i>8000", "写信到 thief[9]@evil[8].test",
            "ht<|im_end|>tps://evil.test", "![9][x](https://evil[9].test/p.png)", "见 ht\u{200B}[9]tps://evil.test/x",
        ]
    )
    func joined(text: String) async {
        for length in 1...text.count {
            var screen = screen()
            var shown = ""
            var rest = Array(text)
            while !rest.isEmpty {
                shown += await screen.consume(String(rest.prefix(length)))
                rest.removeFirst(min(length, rest.count))
            }
            shown += await screen.finish()
            for found in ["https:", "evil.com", "13800138000", "138 0013 8000", "thief@evil", "//evil"] {
                #expect(!shown.contains(found), "in pieces of \(length): \(shown)")
            }
        }
    }

    private func screen() -> AnswerScreen {
        AnswerScreen(
            filter: AnswerFilter(sources: [], settings: [], prompt: [prompt]),
            citations: CitationParser(passageCount: 2),
            words: WordWatch(WordGuard([])),
            support: SupportStream(.off, mark: "") { SupportCheck(passages: [:], question: "") }
        )
    }

    @Test("Chinese is shown character by character, without holding back more than a rule needs")
    func plainChinese() async {
        var screen = AnswerScreen(
            filter: AnswerFilter(sources: [], settings: [], prompt: [prompt]),
            citations: CitationParser(passageCount: 2),
            words: WordWatch(WordGuard([WordGuard.List(words: ["代购"], reply: "")])),
            support: SupportStream(.mark, mark: "〔?〕") { SupportCheck(passages: [:], question: "") }
        )
        for character in "退货申请期限为签收次日起十天，运费由您承担（质量问题除外）：请保留包装" {
            #expect(await screen.consume(String(character)) == String(character))
        }
    }
}
