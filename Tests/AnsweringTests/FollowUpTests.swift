import Testing

@testable import Answering

@Suite struct FollowUpTests {
    @Test(
        "a question that refers back is distinguished from a complete one",
        arguments: [
            ("那运费呢?", true), ("它保修多久", true), ("如果是黑卡会员呢", true), ("这款有货吗?", true), ("还有别的颜色吗", true),
            ("and for members?", true), ("how long does it take?", true), ("What about Canada?", true),
            ("why not", true),
            ("退货需要几天内申请?", false), ("运费多少", false), ("金卡会员有什么权益", false), ("发票怎么开", false),
            ("How long do refunds take?", false), ("Do you ship to Canada?", false), ("warranty of KX-220", false),
            ("android app download", false),
        ]
    )
    func gate(question: String, refersBack: Bool) {
        #expect(FollowUp.refersBack(question) == refersBack)
    }
}
