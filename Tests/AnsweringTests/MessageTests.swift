import Testing

@testable import Answering

@Suite struct MessageTests {
    private func questions(_ message: String) -> [String] { Message(message).questions.map(\.text) }

    @Test(
        "one question stays as the customer wrote it",
        arguments: [
            "怎么开发票", "If I return a faulty item, who pays the postage?", "在哪个世纪，传教士在南非建立了著名的教会学校？",
            "Which Panthers player got a penalty, which gave the Broncos a new set of downs?", "运费", "",
            "how many days do i have to send something back",
        ]
    )
    func single(message: String) {
        #expect(questions(message) == [message])
        #expect(Message(message).questions[0].background.isEmpty)
    }

    @Test("greetings, thanks and stories are no part of the question")
    func story() {
        let chinese = Message("你好，我是老客户了。前几天我给我妈买了台扫地机，用了三天。请问充电座找不到怎么办？谢谢！").questions
        #expect(chinese.map(\.text) == ["请问充电座找不到怎么办？"])
        #expect(chinese[0].background.contains("扫地机"))
        let english = Message("Hi! I bought a kettle last week. Can I get a new lid? Thanks, Jane").questions
        #expect(english.map(\.text) == ["Can I get a new lid?"])
        #expect(english[0].background.hasSuffix("I bought a kettle last week"))
    }

    @Test(
        "a clause that tells something is told apart from the clause that asks",
        arguments: [
            ("我上周买了双鞋，怎么退？", "怎么退？", "我上周买了双鞋"),
            ("i bought shoes last week how do i return them", "how do i return them?", "i bought shoes last week"),
            ("我的货坏了 怎么弄", "怎么弄？", "我的货坏了"),
        ]
    )
    func clause(message: String, question: String, background: String) {
        #expect(Message(message).questions == [MessageQuestion(text: question, background: background)])
    }

    @Test(
        "several questions are told apart",
        arguments: [
            ("怎么开发票？你们寄香港吗，运费多少", ["怎么开发票？", "你们寄香港吗？", "运费多少？"]),
            (
                "How do I reset my password? And do you ship to Canada?",
                ["How do I reset my password?", "And do you ship to Canada?"]
            ),
            (
                "How do I migrate? Also, what is the latest version?",
                ["How do I migrate?", "what is the latest version?"]
            ),
            ("1. 怎么退货\n2. 运费谁出", ["怎么退货？", "运费谁出？"]),
        ]
    )
    func several(message: String, expected: [String]) {
        #expect(questions(message) == expected)
    }

    @Test("a question without a subject has the question before it as background")
    func subject() {
        let asked = Message("你们寄香港吗？运费多少？").questions
        #expect(asked[1].background == "你们寄香港吗")
        #expect(asked[1].independence < 1)
    }

    @Test("a question that says nothing new belongs to the one before")
    func rhetorical() {
        #expect(questions("能不能退，还是只能换？") == ["能不能退，还是只能换？"])
        #expect(Message("为什么还显示未付款？怎么办？").questions.count == 1)
    }

    @Test("a wish without a question is what the message asks")
    func wish() {
        #expect(questions("你好，我要开发票，谢谢") == ["我要开发票"])
    }

    @Test("at most five questions are answered; a message of any length is read in linear time")
    func limits() {
        #expect(Message(String(repeating: "怎么退货？", count: 2_000)).questions.count == Message.mostQuestions)
        #expect(Message(String(repeating: "a,", count: 20_000)).questions.count == 1)
    }

    @Test(
        "a condition or a complaint is no question of its own",
        arguments: [
            "When my order arrives late, can I get a refund?", "When I log in, the page is blank. How can I fix it?",
            "Can't log in, how do I reset my password?", "Didn't get my code. How can I resend it?",
            "Have been waiting for three weeks, where is my order?", "用了几天就坏了，能退吗", "买了没多久就坏了，能修吗",
            "才穿几次就开胶了，可以换吗", "我买了几个杯子，碎了一个，怎么赔", "试了几种方法都不行，怎么办",
        ]
    )
    func conditions(message: String) {
        #expect(questions(message).count == 1)
        #expect(!MessageClause.asks(String(message.prefix { !",.，".contains($0) })))
    }

    @Test(
        "a word that asks before its subject asks without a mark",
        arguments: [
            "when do I get my parcel", "have you got it in blue", "is shipping free", "can't you deliver on sunday",
            "能用几年", "要等几天",
        ]
    )
    func openings(clause: String) {
        #expect(MessageClause.asks(clause))
    }

    @Test(
        "a predicate without a subject asks nothing",
        arguments: [
            "is not working", "did not arrive yet", "will be away next week", "don't see the code", "isn't charging",
        ]
    )
    func predicates(clause: String) {
        #expect(!MessageClause.asks(clause))
    }

    @Test("traditional characters and blanks between characters make no difference")
    func writing() {
        #expect(questions("您好，我需要改地址，另外運費怎麼算") == questions("您好，我需要改地址，另外运费怎么算"))
        #expect(questions("我 要 退 货 怎 么 退") == questions("我要退货怎么退"))
    }

    @Test(
        "a statement that mentions a reply or time is no closing",
        arguments: ["自动回复打不开了", "Your time tracker shows wrong hours"]
    )
    func closings(clause: String) {
        #expect(MessageClause(clause, isQuestion: false).kind != .courtesy)
    }

    @Test("a clause that only waits for a reply is a closing", arguments: ["期待您的回复", "请尽快回复", "Thanks for your time"])
    func realClosings(clause: String) {
        #expect(MessageClause(clause, isQuestion: false).kind == .courtesy)
    }

    @Test("openings of questions without marks are read in linear time")
    func linear() {
        func seconds(_ count: Int) -> Duration {
            let text = String(repeating: "x y z can i ", count: count)
            return (0..<3).map { _ in ContinuousClock().measure { _ = MessageSplitter.sentences(of: text) } }.min()
                ?? .zero
        }
        #expect(seconds(1_600) < seconds(400) * 8)
    }
}

extension MessageTests {
    @Test(
        "a question without a word of its own is searched with what was told before it, and nothing else",
        arguments: ["我有一张无线网卡不支持 Linux。我该怎么办？", "The seal of the parcel is broken. What can I do?"]
    )
    func withoutContent(message: String) throws {
        let question = try #require(Message(message).questions.first)
        #expect(question.independence == 0)
        #expect(!question.background.isEmpty)
    }
}
