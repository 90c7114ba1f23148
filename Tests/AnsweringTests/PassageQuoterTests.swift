import Testing

@testable import Answering

@Suite struct PassageQuoterTests {
    @Test(
        "at most two passages are quoted, and only those near the best score",
        arguments: [([0.9, 0.89, 0.889], 2), ([0.9, 0.87], 1), ([0.9], 1), ([], 0)] as [([Float], Int)]
    )
    func quoted(scores: [Float], count: Int) {
        let passages = scores.map { hit("退款 3 天到账。", score: $0) }
        #expect(PassageQuoter.quoted(passages).map(\.score) == Array(scores.prefix(count)))
    }

    @Test("a long passage is quoted from the sentence that has most words of the question")
    func excerpt() {
        let filler = String(repeating: "我们的商品都经过检验。", count: 30)
        let passage = filler + "滑板车的保修期是 12 个月。车架保修 24 个月。" + filler
        #expect(PassageQuoter.excerpt(of: passage, about: "滑板车保修期多久？").hasPrefix("滑板车的保修期是 12 个月。车架保修 24 个月。"))
        #expect(PassageQuoter.excerpt(of: "保修 12 个月。\n", about: "保修多久") == "保修 12 个月。")
    }

    @Test("a row of a table is quoted below its header")
    func row() {
        let rows = (1...30).map { "| 产品 \($0) | \($0) 个月 |" }
        let passage = (["| 商品 | 保修期 |", "| --- | --- |"] + rows + ["| 滑板车 | 12 个月 |"]).joined(separator: "\n")
        let excerpt = PassageQuoter.excerpt(of: passage, about: "滑板车保修期")
        #expect(excerpt == "| 商品 | 保修期 |\n| --- | --- |\n| 滑板车 | 12 个月 |")
    }

    @Test("a quote has heading, text and citation mark of each passage")
    func quote() {
        let passages = [hit("15 天内可退。", title: "退货", score: 0.9), hit("运费自付。", title: "运费", score: 0.89)]
        #expect(PassageQuoter.quote(passages) == "退货\n15 天内可退。 [1]\n\n运费\n运费自付。 [2]")
        #expect(PassageQuoter.quote([]) == "")
    }
}
