import Testing

@testable import Lexicon

@Suite struct TermsTests {
    @Test("content words fold case, endings and fillers in both languages")
    func terms() {
        #expect(Terms.of("请问退货怎么申请呢？") == ["退货", "申请"])
        #expect(Terms.of("How long do the Refunds, refunding take?") == ["refund", "take"])
        #expect(Terms.of("KX-220 的保修") == ["kx", "220", "保修"])
        #expect(Terms.of("？！ 的 吗").isEmpty)
    }

    @Test("the ways to write Chinese make no difference")
    func writing() {
        let terms = Terms.of("退货运费")
        for question in ["退貨運費", "退 货 运 费", "退　貨運費"] { #expect(Terms.of(question) == terms) }
        #expect(Terms.of("ＫＸ型") == ["kx", "型"])
        #expect(Terms.coverage(of: terms, in: ["退貨的運費由賣家承擔"]) == Terms.coverage(of: terms, in: ["退货的运费由卖家承担"]))
        #expect(Terms.coverage(of: ["退货", "运费"], in: ["退貨的運費由賣家承擔"]) == 1)
        #expect(QuestionMeaning("退貨要運費嗎").isSame(as: QuestionMeaning("退货要运费吗")))
        #expect(QuestionMeaning("没 有 收 到 退 款").isSame(as: QuestionMeaning("沒有收到退款")))
    }

    @Test("a choice such as 管不管 is one word, and 不管 is not part of it")
    func choices() {
        #expect("东西坏了管不管修".collapsingChoices() == "东西坏了管修")
        #expect("支不支持花呗，包没包邮".collapsingChoices() == "支持花呗，包邮")
        for question in ["能不能退", "可不可以退", "有没有保修", "不管怎样", "运费不包", "a不a"] {
            #expect(question.collapsingChoices() == question)
        }
        #expect(Terms.of("管不管修") == Terms.of("管修"))
        #expect(Terms.of("能不能退货") == ["退货"])
    }

    @Test("a Latin word is found at the start of a word, a Chinese pair anywhere")
    func coverage() {
        let passages = ["Refunds take 3 days", "上门取件运费12元"]
        #expect(Terms.coverage(of: ["refund", "fund"], in: passages) == 0.5)
        #expect(Terms.coverage(of: ["取件", "运费", "退货", "12"], in: passages) == 0.75)
        #expect(Terms.coverage(of: ["x"], in: []) == 0)
    }
}
