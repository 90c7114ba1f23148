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
        #expect(SmallTalk.kind(of: message, isFirst: true) == kind)
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
        #expect(SmallTalk.kind(of: message, isFirst: true) == nil)
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

    @Test(
        "a question made of words of thanks is a question",
        arguments: ["收到了吗？", "解决了吗？", "行吗？", "可以了吗", "没问题吗", "解决了？", "that works?"]
    )
    func asking(message: String) {
        #expect(SmallTalk.kind(of: message, isFirst: false) == nil)
    }

    @Test(
        "a question about functions is about the agent only at first",
        arguments: ["怎么用？", "有哪些功能", "有什么功能", "菜单", "menu"]
    )
    func functions(message: String) {
        #expect(SmallTalk.kind(of: message, isFirst: true) == .identity)
        #expect(SmallTalk.kind(of: message, isFirst: false) == nil)
        #expect(SmallTalk.kind(of: "你有什么功能", isFirst: false) == .identity)
    }

    @Test(
        "a question about a product is no chit-chat",
        arguments: [
            "Do you have a family plan?", "这款耳机听歌能用多久？", "手表能离线播放音乐吗", "手环可以设闹钟吗", "这个故事机能讲故事吗",
            "我喜欢你们这款包有黑色吗", "Why is there no sound when I turn on the TV?",
            "Does your app translate documents to Chinese?", "Is it possible to book a hotel with points?",
            "Will the app remind me to pay",
        ]
    )
    func products(message: String) {
        #expect(!SmallTalk.isChitChat(message))
    }
}
