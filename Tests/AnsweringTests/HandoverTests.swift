import Testing

@testable import Answering

@Suite struct HandoverTests {
    @Test(
        "a request for a person is handed over",
        arguments: ["转人工", "我要找 人工 客服！", "人工客服在哪", "I'd like to talk to a human, please", "Speak to someone NOW"]
    )
    func requested(message: String) {
        #expect(Handover().reason(message) == .requested)
    }

    @Test(
        "complaints and legal threats are handed over",
        arguments: ["我要投诉你们", "再不退款我就打12315", "等着收律师函吧", "I will take legal action", "You'll hear from my lawyer"]
    )
    func listed(message: String) {
        #expect(Handover().reason(message) == .listedTopic)
    }

    @Test(
        "a question how to complain, or with a listed word in another sense, is not handed over",
        arguments: [
            "怎么投诉快递员？", "Where do I send a complaint about a parcel?", "人工费多少钱",
            "Is the real leather persona bag in stock?",
        ]
    )
    func questions(message: String) {
        #expect(Handover().reason(message) == nil)
    }

    @Test("topics of the settings count as well, whatever their case and width")
    func ownTopics() {
        let handover = Handover(topics: ["Press Inquiry", "ＶＩＰ"])
        #expect(handover.reason("a press  inquiry about you") == .listedTopic)
        #expect(handover.reason("我是 vip 客户") == .listedTopic)
        #expect(handover.reason("pressing inquiry") == nil)
    }
}
