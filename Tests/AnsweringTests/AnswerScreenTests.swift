import Grounding
import Guard
import Testing

@testable import Answering

@Suite struct AnswerScreenTests {
    private let prompt = """
        你是沃岚的客服。客户的每条消息先给出编号的资料，再提出问题。根据资料用中文回答：先直接回答问题，一到三句话。
        """

    @Test("Chinese is shown character by character, without holding back more than a rule needs")
    func plainChinese() {
        var screen = AnswerScreen(
            filter: AnswerFilter(sources: [], settings: [], prompt: [prompt]),
            citations: CitationParser(passageCount: 2),
            words: WordWatch(WordGuard([WordGuard.List(words: ["代购"], reply: "")])),
            support: SupportStream(.mark, mark: "〔?〕") { SupportCheck(passages: [:], question: "") }
        )
        for character in "退货申请期限为签收次日起十五天，运费由您承担（质量问题除外）：请保留包装" {
            #expect(screen.consume(String(character)) == String(character))
        }
    }
}
