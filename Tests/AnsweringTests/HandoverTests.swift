import Foundation
import TestSupport
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

    @Test(
        "a word of a listed topic in a question about something else is no reason",
        arguments: [
            "人工智能音箱怎么连接wifi", "起诉离婚需要哪些材料", "What happens if I sue?", "充电宝会不会爆炸", "fire TV stick not turning on",
            "人工客服几点上班", "How do I become an agent?",
        ]
    )
    func ordinary(message: String) {
        #expect(Handover().reason(message) == nil)
    }

    @Test("an incident that has happened is handed over, also where the customer asks for help")
    func incident() {
        #expect(Handover().reason("你们的充电器着火了怎么办") == .listedTopic)
        #expect(Handover().reason("I need a refund. The battery exploded in my hand") == .listedTopic)
        #expect(Handover().reason("再不处理我就去12315了") == .listedTopic)
    }

    @Test("95% of wishes and threats are found, and at most 2% of ordinary questions", arguments: ["tune", "held"])
    func shares(part: String) throws {
        func share(_ file: String) throws -> Double {
            let messages = try String(contentsOf: folder.appending(path: "\(file)-\(part).txt"), encoding: .utf8)
                .split(separator: "\n").map(String.init)
            return Double(messages.count { Handover().reason($0) != nil }) / Double(messages.count)
        }
        #expect(try share("person") >= 0.95)
        #expect(try share("ordinary") <= 0.02)
    }

    private let folder = Repository.fixtures.appending(path: "hand-over")
}
