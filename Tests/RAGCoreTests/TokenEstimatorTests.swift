import RAGCore
import Testing

@Suite struct TokenEstimatorTests {
    /// Token counts of cl100k_base.
    @Test(
        "an estimate is near cl100k even for a short text",
        arguments: [
            ("退货需要在签收后七天内提出申请，商品须保持完好，不影响二次销售。退款将在仓库收到退货后三个工作日内原路退回。", 58),
            (
                "Refunds are issued to the original payment method within five business days after our warehouse has "
                    + "received the returned item.", 22
            ),
            ("订单 A7-III 的发票(增值税)已于 2024-05-31 发送至 service@example.com，请查收。", 32),
            (
                "Members with more than 1,200 points get free shipping on orders over $49.99; see "
                    + "https://example.com/help/shipping for details.", 31
            ),
            ("1. 打开“我的订单”\n2. 点击“申请售后”\n3. 选择退货原因，上传照片 📷\n4. 等待客服审核（约 24 小时）", 56),
        ]
    )
    func cl100k(text: String, tokens: Int) {
        let estimate = TokenEstimator.count(text)
        #expect(Double(estimate) >= Double(tokens) * 0.85)
        #expect(Double(estimate) <= Double(tokens) * 1.4)
    }

    @Test(
        "the weights are the measured ones",
        arguments: [
            ("", 0), (" \n\t", 0), ("refund", 1), ("refunds", 2), ("internationalization", 5), ("2024", 2), ("a1", 2),
            ("退货", 3), (String(repeating: "退", count: 10), 11), ("!", 1), ("!!!!!", 4), ("iPhone15", 2),
        ]
    )
    func weights(text: String, tokens: Int) {
        #expect(TokenEstimator.count(text) == tokens)
    }

    @Test("a text costs no more in one piece than in two, except for rounding")
    func pieces() {
        let text = "退货 returns 📦 within 30 days, 七天无理由。"
        for index in text.indices {
            let parts = TokenEstimator.count(text[..<index]) + TokenEstimator.count(text[index...])
            #expect(TokenEstimator.count(text) <= parts)
        }
    }
}
