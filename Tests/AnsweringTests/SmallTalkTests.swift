import Testing

@testable import Answering

@Suite struct SmallTalkTests {
    @Test(
        "greetings, thanks and farewells are recognised",
        arguments: [
            ("你好", .greeting), ("您好，请问在吗？", .greeting), ("Hi there!", .greeting), ("hello hello", .greeting),
            ("谢谢", .thanks),
            ("好的，谢谢您啦～", .thanks), ("Thanks a lot!", .thanks), ("ok thank you so much", .thanks), ("再见👋", .farewell),
            ("Bye!", .farewell),
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
        ]
    )
    func questions(message: String) {
        #expect(SmallTalk.kind(of: message) == nil)
    }
}
