import Testing

@testable import Answering

@Suite struct SmallTalkTests {
    @Test(
        "greetings, thanks and farewells are recognised",
        arguments: [
            ("你好", .greeting), ("您好，请问在吗？", .greeting), ("Hi there!", .greeting), ("hello hello", .greeting),
            ("谢谢", .thanks),
            ("好的，谢谢您啦～", .thanks), ("Thanks a lot!", .thanks), ("ok thank you so much", .thanks), ("再见👋", .farewell),
            ("Bye!", .farewell), ("没事了，谢谢", .farewell), ("你好，你是机器人吗？", .identity), ("What can you do?", .identity),
            ("are you a real person", .identity), ("帮我查下单", .errand), ("Can you track my order please", .errand),
            ("你真棒👍", .thanks),
        ] as [(String, Answer.Reason)]
    )
    func known(message: String, kind: Answer.Reason) {
        #expect(SmallTalk.kind(of: message) == kind)
    }

    @Test(
        "a message that asks something is a question, however polite",
        arguments: [
            "你好，怎么退货？", "谢谢，那运费呢？", "hi, where is my order", "Thanks, and how long does it take?", "在吗 我的货坏了", "？？", "",
            "history of orders", "好的包装还能退吗", "okay so who pays",
            "怎么查订单", "How do I track my order?", "is the robot vacuum real leather", "耳机怎么用",
            "I need help with a refund",
        ]
    )
    func questions(message: String) {
        #expect(SmallTalk.kind(of: message) == nil)
    }

    @Test("chit-chat for assistants is told from questions about products")
    func chitChat() {
        for message in ["play some music", "给我讲个笑话", "今天天气怎么样", "set an alarm for 7", "写一首诗"] {
            #expect(SmallTalk.isChitChat(message), "\(message)")
        }
        for message in ["怎么在音箱上放音乐会票", "Does the speaker have an alarm?", "Which story is in the book?", "发票怎么写"] {
            #expect(!SmallTalk.isChitChat(message), "\(message)")
        }
    }
}
