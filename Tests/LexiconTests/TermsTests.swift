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

    @Test("a Latin word is found at the start of a word, a Chinese pair anywhere")
    func coverage() {
        let passages = ["Refunds take 3 days", "上门取件运费12元"]
        #expect(Terms.coverage(of: ["refund", "fund"], in: passages) == 0.5)
        #expect(Terms.coverage(of: ["取件", "运费", "退货", "12"], in: passages) == 0.75)
        #expect(Terms.coverage(of: ["x"], in: []) == 0)
    }
}
