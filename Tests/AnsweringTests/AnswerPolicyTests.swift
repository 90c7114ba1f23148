import RAGCore
import Testing

@testable import Answering

@Suite struct AnswerPolicyTests {
    private let policy = AnswerPolicy(minimumScore: 0.8, minimumSupport: 0.06)

    @Test(
        "what stands out, or holds the question's words, is answered; the rest is declined",
        arguments: [
            (nil, nil, nil, .decline),
            (0.79, 0.2, 1.0, .decline),
            (0.85, 0.07, 0.0, .answer),
            (0.85, 0.02, 1.0, .answer),
            (0.85, 0.02, 0.5, .decline),
            (0.85, 0.04, nil, .answer),
            (0.85, nil, 0.0, .answer),
        ] as [(Float?, Float?, Float?, AnswerPolicy.Decision)]
    )
    func decision(score: Float?, margin: Float?, coverage: Float?, expected: AnswerPolicy.Decision) {
        let evidence = RetrievalEvidence(topScore: score, margin: margin, coverage: coverage)
        #expect(policy.decide(evidence) == expected)
    }

    @Test("without a support threshold the score alone decides")
    func scoreAlone() {
        let policy = AnswerPolicy(minimumScore: 0.3, minimumSupport: nil)
        #expect(policy.decide(RetrievalEvidence(topScore: 0.31, margin: 0, coverage: 0)) == .answer)
    }

    @Test("evidence is read from the hits: margin over the background, words found in passages of the same language")
    func evidence() throws {
        let best = hit("退款在 2 个工作日内原路退回", score: 0.92)
        let background = (0..<10).map { _ in hit("完全无关的内容", score: 0.82) }
        let evidence = RetrievalEvidence(question: "退款几天到账?", hits: [best] + background, limit: 1)
        #expect(evidence.topScore == 0.92)
        #expect(abs(try #require(evidence.margin) - 0.1) < 1e-5)
        #expect(evidence.coverage == 0.5)
    }

    @Test("words of another language say nothing, and too little background gives no margin")
    func silence() {
        let evidence = RetrievalEvidence(
            question: "How long do refunds take?",
            hits: [hit("退款在 2 个工作日内原路退回")],
            limit: 1
        )
        #expect(evidence.coverage == nil)
        #expect(evidence.margin == nil)
    }

    @Test("content words fold case, endings and fillers in both languages")
    func terms() {
        #expect(Terms.of("请问退货怎么申请呢？") == ["退货", "申请"])
        #expect(Terms.of("How long do the Refunds, refunding take?") == ["refund", "take"])
        #expect(Terms.of("KX-220 的保修") == ["kx", "220", "保修"])
        #expect(Terms.of("？！ 的 吗").isEmpty)
    }
}
