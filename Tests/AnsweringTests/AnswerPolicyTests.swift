import RAGCore
import Testing

@testable import Answering

@Suite struct AnswerPolicyTests {
    @Test(
        "a near passage, or one that holds the question's words, is answered; the rest is declined",
        arguments: [
            (nil, nil, .chinese, .decline),
            (0.87, 0.0, .chinese, .decline),
            (0.87, 0.5, .chinese, .answer),
            (0.89, 0.0, .chinese, .answer),
            (0.84, 0.0, .english, .decline),
            (0.84, 0.3, .english, .answer),
            (0.84, nil, .english, .answer),
            (0.82, nil, nil, .decline),
            (0.85, nil, nil, .decline),
            (0.87, nil, nil, .answer),
        ] as [(Float?, Float?, Language?, AnswerPolicy.Decision)]
    )
    func decision(score: Float?, coverage: Float?, language: Language?, expected: AnswerPolicy.Decision) {
        let policy = AnswerPolicy(suiting: EmbeddingModel(name: "multilingual-e5-small-q4"))
        let evidence = RetrievalEvidence(language: language, topScore: score, coverage: coverage)
        #expect(policy.decide(evidence) == expected)
    }

    @Test("a threshold that was set holds for both languages", arguments: Language.allCases)
    func ownThreshold(language: Language) {
        let policy = AnswerPolicy(minimumSupport: 0.5)
        let evidence = { RetrievalEvidence(language: language, topScore: $0, coverage: 0) }
        #expect(policy.decide(evidence(0.51)) == .answer)
        #expect(policy.decide(evidence(0.49)) == .decline)
    }

    @Test("evidence is read from the hits: the best score, and the words found in passages of the question's language")
    func evidence() {
        let hits = [hit("退款在 2 个工作日内原路退回", score: 0.92), hit("Refunds 到账", score: 0.8, language: .english)]
        let evidence = RetrievalEvidence(question: "退款几天到账?", hits: hits)
        #expect(evidence == RetrievalEvidence(language: .chinese, topScore: 0.92, coverage: 0.5))
    }

    @Test("words of another language say nothing")
    func silence() {
        let hits = [hit("退款在 2 个工作日内原路退回")]
        #expect(RetrievalEvidence(question: "How long do refunds take?", hits: hits).coverage == nil)
        #expect(RetrievalEvidence(question: "？？", hits: hits).coverage == nil)
    }

    @Test("content words fold case, endings and fillers in both languages")
    func terms() {
        #expect(Terms.of("请问退货怎么申请呢？") == ["退货", "申请"])
        #expect(Terms.of("How long do the Refunds, refunding take?") == ["refund", "take"])
        #expect(Terms.of("KX-220 的保修") == ["kx", "220", "保修"])
        #expect(Terms.of("？！ 的 吗").isEmpty)
    }

    @Test("a word is found where it begins, a Chinese pair anywhere")
    func coverage() {
        let passages = ["Refunds take 3 days", "上门取件运费12元"]
        #expect(Terms.coverage(of: ["refund", "fund"], in: passages) == 0.5)
        #expect(Terms.coverage(of: ["取件", "运费", "退货", "12"], in: passages) == 0.75)
        #expect(Terms.coverage(of: ["x"], in: []) == 0)
    }
}
