import Lexicon
import RAGCore
import Testing

@testable import Grounding

@Suite struct ClauseTests {
    @Test(
        "a text is cut into clauses at commas, colons and turns, not inside numbers and lists",
        arguments: [
            ("支持退货，不支持换货。", ["支持退货，", "不支持换货。"]), ("运费 1,000 元", ["运费 1,000 元"]),
            ("Returns are free, and exchanges cost 5 dollars.", ["Returns are free, and exchanges cost 5 dollars."]),
            ("If it breaks, we repair it.", ["If it breaks,", " we repair it."]),
            ("You can return it, but we keep the fee.", ["You can return it,", "we keep the fee."]),
            ("可以退货但要付运费", ["可以退货", "要付运费"]), ("Open 16:00; closed 18:00", ["Open 16:00;", " closed 18:00"]),
            ("红、黄、蓝", ["红、黄、蓝"]), ("", []), ("。", []),
        ]
    )
    func clauses(text: String, expected: [String]) {
        #expect(Clause.clauses(of: text).map(\.text) == expected)
    }

    @Test("a list item is read with the line that announces the list")
    func list() {
        let clauses = Clause.clauses(of: "以下不可退：\n- 食品\n- 内衣\n现金退款")
        #expect(clauses.map(\.text) == ["以下不可退：", "- 食品", "- 内衣", "现金退款"])
        #expect(clauses.map(\.polarity.isDenying) == [true, true, true, false])
        #expect(clauses[1].terms.isSuperset(of: ["食品", "可退"]))
        #expect(!clauses[3].terms.contains("可退"))
    }

    @Test("a row of a table is one clause, read with the header, whose words deny nothing")
    func table() {
        let clauses = Clause.clauses(of: "| Plan | Free from |\n| Gold | 30 days, then 5 |")
        #expect(clauses.map(\.text) == ["| Plan | Free from |", "| Gold | 30 days, then 5 |"])
        #expect(clauses[1].terms.isSuperset(of: ["gold", "plan"]))
        #expect(!clauses[1].polarity.isDenying)
    }

    @Test("a clause knows its subjects, its facts and whether its sentence denies")
    func content() {
        let clauses = Clause.clauses(of: "用顺丰寄 E-1042 要 3 天，不收运费。到货通知 Anna")
        #expect(clauses.map(\.subjects) == [["顺丰", "e1042"], [], ["anna"]])
        #expect(clauses[0].facts == [.code("e1042"), .quantity(259_200, .seconds)])
        #expect(clauses.map(\.isInDenyingSentence) == [true, true, false])
        #expect(clauses.map(\.polarity.isDenying) == [false, true, false])
        #expect(clauses[1].surroundings.contains("顺丰"))
    }

    @Test("English plurals count as their singular")
    func plurals() {
        #expect(Clause.clauses(of: "Refunds for dress items").first?.terms == ["refund", "dress", "item"])
    }

    @Test(
        "a denying word denies the words behind it, otherwise those before it",
        arguments: [
            ("不支持退货", ["支持", "持退", "退货"]), ("食品不支持退货", ["支持", "持退", "退货"]), ("本店免运费", ["本店"]), ("没有发票", ["发票"]),
            ("not refundable", ["refund"]), ("It can't be returned", ["return"]), ("It can’t be returned", ["return"]),
            ("Delivery is free of charge", ["charge"]), ("Sale items are non-refundable", ["sale", "items"]),
            ("without a receipt, refunds", ["receip"]),
        ] as [(String, Set<ExactText>)]
    )
    func denial(clause: String, denied: Set<ExactText>) {
        let polarity = Polarity(of: clause)
        #expect(polarity.isDenying)
        #expect(polarity.denied == denied)
    }

    @Test(
        "words that only contain a denying one deny nothing",
        arguments: [
            "可以退货", "不超过 15 天", "七天无理由退货", "对不起", "不仅可以退", "不锈钢杯", "免息分期", "没问题", "no more than 3 days",
            "No-reason returns",
            "Feel free to ask", "freedom of choice", "knot", "a note", "Whether or not it fits", "",
        ]
    )
    func harmless(clause: String) {
        #expect(Polarity(of: clause) == Polarity(of: "退货"))
        #expect(!Polarity(of: clause).isDenying)
    }

    @Test(
        "greetings, offers of help and the admission that the documents are silent claim nothing",
        arguments: [
            "您好！", "如有疑问请随时联系客服。", "资料中没有提到保修期。", "抱歉，我不清楚。", "资料未提及 3 天。", "Thank you for your question!",
            "Let me know if you need anything else.", "The sources do not mention this.", "I'm not sure.",
        ]
    )
    func pleasantry(sentence: String) {
        #expect(Pleasantry.isOne(sentence))
    }

    @Test(
        "a sentence that states something is no pleasantry, however polite",
        arguments: [
            "退货需在 15 天内申请。", "感谢您，退款 3 天到账。", "可以退货。", "Returns are free.", "Sorry, refunds take 5 days.",
        ]
    )
    func statement(sentence: String) {
        #expect(!Pleasantry.isOne(sentence))
    }
}
