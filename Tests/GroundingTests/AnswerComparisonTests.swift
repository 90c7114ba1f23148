import Testing

@testable import Grounding

@Suite struct AnswerComparisonTests {
    @Test(
        "another number, amount, date, name or denial is a change in fact",
        arguments: [
            ("签收后 15 天内可以退货 [1]。", "签收后 7 天内可以退货 [1]。", "15 天", "7 天"),
            ("运费 8 元，满 99 元包邮。", "运费 10 元，满 99 元包邮。", "8 元", "10 元"),
            ("Refunds take 3 to 5 business days.", "Refunds take 7 business days.", nil, nil),
            ("退款原路退回支付宝。", "退款原路退回微信。", "支付宝", "微信"),
            ("Opened items can be returned.", "Opened items cannot be returned.", nil, nil),
            ("特价商品可以退换。", "特价商品不可以退换。", nil, nil), ("We are open until 18:00.", "We are open until 8 pm.", nil, nil),
        ] as [(String, String, String?, String?)]
    )
    func changed(earlier: String, later: String, was: String?, now: String?) {
        let differences = AnswerComparison(earlier, later).differences
        #expect(!differences.isEmpty)
        if let was { #expect(differences.first?.earlier == was) }
        if let now { #expect(differences.first?.later == now) }
    }

    @Test(
        "other words for the same facts are no change",
        arguments: [
            ("签收后 15 天内可以退货 [1]。", "商品签收之后，十五天之内都可以办理退货 [2]。"),
            ("We are open until 18:00.", "Our shop closes at 6 pm."),
            ("满 99 元包邮。", "订单满 ¥99 就免运费。"), ("退款三天到账。", "Your refund arrives within 3 days."),
        ]
    )
    func reworded(earlier: String, later: String) {
        let comparison = AnswerComparison(earlier, later)
        #expect(comparison.differences.isEmpty)
        #expect(!comparison.isSame)
    }

    @Test("citation marks, white space and punctuation make no difference; a point in a number does")
    func same() {
        #expect(AnswerComparison("满 99 元包邮 [1]。", "满99元包邮[2][3]").isSame)
        #expect(!AnswerComparison("重 1.5 公斤", "重 15 公斤").isSame)
        #expect(AnswerComparison("", "").isSame)
    }
}
