import Testing

@testable import OpenAIClient

@Suite struct QuoteRemovalTests {
    private static let prompt = """
        You are a customer service agent of Orvela. Answer the question from the numbered sources in one to three sentences.
        """
    private static let chinese = "你是沃岚的客服。客户的每条消息先给出编号的资料，再提出问题。根据资料用中文回答。"

    @Test(
        "a part of the request is cut from a message, however it is written",
        arguments: [
            "Invalid input: You are a customer service agent of Orvela. Answer the question from the numbered",
            "Invalid input: YOU ARE A  CUSTOMER service\\nagent of orvela answer the QUESTION from the numbered sources",
            "错误：客户的每条消息先给出编号的资料，再提出问题。根据资料",
            "bad request: {\\\"content\\\":\\\"\\u5ba2\\u6237\\u7684\\u6bcf\\u6761\\u6d88\\u606f\\u5148\\u7ed9\\u51fa\\u7f16\\u53f7\\u7684\\u8d44\\u6599\\uff0c\\u518d\\u63d0\\u51fa\\u95ee\\u9898\\\"}",
            "错误：客 户 的 每 条 消 息 先 给 出 编 号 的 资 料 再 提 出 问 题",
        ]
    )
    func quotes(message: String) {
        let clean = Redaction(texts: [Self.prompt, Self.chinese]).clean(message)
        #expect(clean.contains("…") && clean.count < 40, "\(clean)")
        for word in ["Orvela", "orvela", "numbered", "编号", "u7f16", "号 的"] {
            #expect(!clean.contains(word), "\(clean)")
        }
    }

    @Test("a message in common words stays")
    func plain() {
        let clean = Redaction(texts: [Self.prompt, Self.chinese]).clean
        for message in [
            "The model does not support the parameter temperature in this mode",
            "Rate limit reached for the customer service",
            "模型不存在，请检查编号", "Answer the question from the numbered list",
        ] {
            #expect(clean(message) == message)
        }
    }

    @Test("a message about unknown texts is shorter than a quote")
    func unknown() {
        let words = (1...30).map { "word\($0)" }.joined(separator: " ")
        let clean = Redaction(texts: nil).clean(words)
        #expect(clean.hasSuffix("word11 …"))
        #expect(Redaction(texts: nil).clean("The file is too large") == "The file is too large")
    }

    @Test("a refused request is not sent again for more than ten minutes without a success")
    func patience() {
        #expect(OpenAIService.waits(30, after: 0))
        #expect(OpenAIService.waits(0, after: 599))
        #expect(!OpenAIService.waits(30, after: 580))
        #expect(!OpenAIService.waits(3_600, after: 0))
    }
}
