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

    @Test(
        "a listed word within another word, a number or an ordinary statement is no reason",
        arguments: [
            "送妈妈的生日礼物有推荐吗",
            "我妈的会员能转给我吗",
            "他妈妈能代收吗",
            "我的手机号是13812345678",
            "订单20231234567还没发货",
            "Order 123456 hasn't arrived",
            "I have 12 345 points",
            "手机充电到80%就不动了",
            "U盘不能被电脑识别",
            "上传票据后一直显示审核中",
            "以上诉求请尽快处理",
            "激活人数上限是多少",
            "这款磨砂膏能去死皮吗",
            "什么破损情况可以理赔",
            "燃气灶的火大小可以调吗",
            "固体废物能寄吗",
            "智障人士有优惠票吗",
            "孩子发烧了去不了",
            "申请售后多久有结果",
            "订单完成后还能申请售后吗",
            "退货需要联系客服吗",
            "申请退款被客服拒绝",
            "请问老板包邮吗",
            "请把发票给老板看",
            "安装需要人工吗",
            "注册需要真人认证吗",
            "能让快递员送货前联系我吗",
            "Can I use my team email to register?",
            "I have a team of 5 and need help with billing",
            "Can someone help me change my address",
            "How do I chat with my team",
            "Can you put me on a team plan",
            "Can I transfer money from a US account to a person in China",
            "I want to add a manager to my workspace",
            "Can I stop the robot while it is cleaning",
            "Can the courier call me before delivery",
            "我在小红书看见你们的优惠券",
            "网上看见你们有活动",
            "我们是一家律师事务所",
            "收货地址是人民医院3号楼",
            "我要给医院开发票",
            "电脑中毒了怎么办",
            "气垫床漏气了怎么办",
            "屏幕划伤了怎么办",
            "名片文件留了3mm出血",
            "My name is Sue",
            "I reported this to you last week",
            "I can't share my photos to facebook",
            "The label was ripped off can I return it",
            "How do I protect my account from scammers?",
            "I received a table with a broken leg",
            "Please cut the fabric to my size",
            "我的广告你们审核了吗",
            "转账给他人需要什么",
            "手机屏幕被划伤了",
            "我家附近的法院怎么走",
            "空气炸锅炸了鸡翅但不脆", "转让售后服务卡", "更换经理账号", "anti scammers filter",
            "他妈还没收到快递",
            "积分升到12345了",
            "给我电话号码",
            "触电保护器型号",
            "服务器中毒了",
            "固体废物回收箱",
            "找真人模特试穿吗",
            "I am not a robot checkbox fails",
            "My robot does not understand commands",
            "You broke my chair leg",
            "The tag was ripped off",
            "需要让主管审批",
            "还没收到老师的消息",
        ]
    )
    func within(message: String) {
        #expect(Handover().reason(message) == nil)
    }

    @Test(
        "wishes and threats stay recognised in their own context",
        arguments: [
            "再不退款我就打12315",
            "去12315投诉你们",
            "我要打12345热线",
            "你他妈的退钱",
            "机器漏电电到我了",
            "我被电了一下",
            "你去死吧",
            "等着收法院传票",
            "我要活人",
            "找活人", "等着被起诉吧", "换个人工", "人工在吗", "有人工客服吗", "i ended up in hospital", "法院见",
            "有活人吗",
            "我要人工",
            "只要人工",
            "帮我转客服",
            "能不能转人工",
            "让客服联系我",
            "请安排专人联系我",
            "找你们经理",
            "我要找律师",
            "我会请律师",
            "孩子送医院了",
            "我住院了",
            "I will sue you",
            "I am going to sue",
            "I'll report you to the police",
            "玻璃划伤了手",
            "煤气泄漏了",
            "手一直流血",
            "吃了你们的东西食物中毒",
            "the lid cut my hand",
            "I broke my leg because of your chair",
            "connect me to wifi failed so please just connect me to an agent",
            "can you get me a manager",
            "could you have someone call me back",
            "给我转人工",
            "我要和真人客服通话",
            "I need a human",
            "you idiots",
            "你们是不是骗子",
            "什么破公司",
            "火大了",
        ]
    )
    func inContext(message: String) {
        #expect(Handover().reason(message) != nil)
    }

    private let folder = Repository.fixtures.appending(path: "hand-over")
}
