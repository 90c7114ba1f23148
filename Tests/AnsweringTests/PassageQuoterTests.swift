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

    @Test("a quote has heading, text and citation mark of each passage")
    func quote() {
        let passages = [hit("15 天内可退。", title: "退货", score: 0.9), hit("运费自付。", title: "运费", score: 0.89)]
        #expect(PassageQuoter.quote(passages) == "退货\n15 天内可退。 [1]\n\n运费\n运费自付。 [2]")
        #expect(PassageQuoter.quote([]) == "")
    }
}
