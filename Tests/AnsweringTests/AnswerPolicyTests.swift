import Lexicon
import RAGCore
import Testing

@testable import Answering

@Suite struct AnswerPolicyTests {
    private static let e5 = EmbeddingModel(name: "multilingual-e5-small-q4")

    private func decide(
        _ evidence: RetrievalEvidence,
        _ hits: [SearchHit] = [hit("退款在 2 个工作日内原路退回")],
        question: String = "退款要几天到账？",
        after conversation: Conversation = Conversation()
    ) -> AnswerPolicy.Decision {
        AnswerPolicy(.suiting(Self.e5))
            .decide(question, Retrieval(passages: ranked(hits), evidence: evidence), after: conversation)
    }

    @Test(
        "a near passage with the question's words is answered; other questions are declined with a reason",
        arguments: [
            (0.93, 0.8, 0.9, .answer),
            (0.87, 0.6, 0.9, .answer),
            (0.855, 0.2, 0.3, .decline(.notInDocuments)),
            (0.83, 0.1, 0.9, .decline(.touchedUpon)),
            (0.80, 0.0, 0.2, .decline(.outsideDocuments)),
        ] as [(Float, Float, Float, AnswerPolicy.Decision)]
    )
    func decision(score: Float, coverage: Float, words: Float, expected: AnswerPolicy.Decision) {
        for language in Language.allCases {
            let evidence = RetrievalEvidence(
                language: language,
                topScore: score,
                coverage: coverage,
                keywordCoverage: words
            )
            #expect(decide(evidence) == expected)
        }
    }

    @Test("a question in another language than its passages is judged by the prominence of the best")
    func otherLanguage() {
        let near = RetrievalEvidence(language: .english, topScore: 0.85, coverage: nil, prominence: 4)
        let lost = RetrievalEvidence(language: .english, topScore: 0.80, coverage: nil, prominence: 1.5)
        #expect(decide(near) == .answer)
        #expect(decide(lost) != .answer)
    }

    @Test("a search without results is declined, whatever the threshold")
    func nothing() {
        let policy = AnswerPolicy(.suiting(Self.e5), minimumConfidence: 0)
        let nothing = Retrieval(passages: [], evidence: RetrievalEvidence(question: "？", hits: []))
        #expect(policy.decide("？", nothing, after: Conversation()) == .decline(.notInDocuments))
    }

    @Test("an unknown model declines only clearly unrelated questions, and a threshold of the settings holds for any")
    func thresholds() {
        let evidence = RetrievalEvidence(language: .chinese, topScore: 0.3, coverage: 0.5)
        let far = RetrievalEvidence(language: .chinese, topScore: 0.1, coverage: 0.5)
        let unknown = Calibration.suiting(EmbeddingModel(name: "text-embedding-3-small"))
        let passages = ranked([hit("退款在 2 个工作日内原路退回")])
        func decide(_ policy: AnswerPolicy, _ evidence: RetrievalEvidence) -> AnswerPolicy.Decision {
            policy.decide("退款？", Retrieval(passages: passages, evidence: evidence), after: Conversation())
        }
        #expect(decide(AnswerPolicy(unknown), evidence) == .answer)
        #expect(decide(AnswerPolicy(unknown), far) != .answer)
        #expect(decide(AnswerPolicy(unknown, minimumConfidence: 0), far) == .answer)
        #expect(decide(AnswerPolicy(unknown, minimumConfidence: 1), evidence) != .answer)
    }

    @Test("a direction of language has a threshold of its own, and evidence without a lead has weights of its own")
    func directions() {
        let even = Calibration.Weights(bias: 0)
        let calibration = Calibration(
            model: nil,
            weights: Calibration.Directions(
                chinese: Calibration.Weights(bias: 0, innerLead: 2, minimumConfidence: 0.4),
                english: even,
                chineseAcross: even,
                englishAcross: even
            ),
            unaligned: Calibration.Directions(
                chinese: Calibration.Weights(bias: 2),
                english: even,
                chineseAcross: even,
                englishAcross: even
            ),
            minimumConfidence: 0.6
        )
        func evidence(_ language: Language, lead: Float?) -> RetrievalEvidence {
            RetrievalEvidence(
                language: language,
                topScore: 0.8,
                coverage: 0.5,
                alignment: 0.5,
                alignmentLead: lead,
                innerLead: lead
            )
        }
        let policy = AnswerPolicy(calibration)
        #expect(policy.minimumConfidence(for: evidence(.chinese, lead: 0.1)) == 0.4)
        #expect(policy.minimumConfidence(for: evidence(.english, lead: 0.1)) == 0.6)
        #expect(policy.minimumConfidence(for: evidence(.chinese, lead: nil)) == 0.6)
        #expect(
            AnswerPolicy(calibration, minimumConfidence: 0.1).minimumConfidence(for: evidence(.chinese, lead: 1)) == 0.1
        )
        #expect(
            calibration.confidence(evidence(.chinese, lead: 1)) > calibration.confidence(evidence(.chinese, lead: 0))
        )
        #expect(calibration.confidence(evidence(.chinese, lead: nil)) > 0.8)
    }

    @Test("after two declined questions the next one is handed over")
    func repeatedFailure() {
        let far = RetrievalEvidence(language: .chinese, topScore: 0.8, coverage: 0)
        #expect(decide(far, after: conversation(.answered, .declined)) == .decline(.outsideDocuments))
        #expect(decide(far, after: conversation(.declined, .declined)) == .handOver(.repeatedFailure))
    }

    @Test("a question with another answer for each product is asked back once")
    func askBack() {
        let near = RetrievalEvidence(language: .chinese, topScore: 0.93, coverage: 1, keywordCoverage: 1)
        let hits = [
            hit("整机保修两年。", title: "咖啡机 KX-220", headings: ["保修"], score: 0.93, id: 1),
            hit("电机保修五年。", title: "吸尘器 RV-70", headings: ["保修"], score: 0.92, id: 2),
            hit("七天内可退。", title: "退货政策", headings: ["期限"], score: 0.90, id: 3),
        ]
        #expect(decide(near, hits, question: "保修多久？") == .askBack(Array(ranked(hits).prefix(2))))
        #expect(decide(near, hits, question: "咖啡机保修多久？") == .answer)
        #expect(decide(near, hits, question: "电机保修多久？") == .answer, "one of them alone has one")
        #expect(decide(near, hits, question: "保修多久？", after: conversation(.askedBack)) == .answer)
    }

    @Test("evidence holds the best score and the share of words in passages of the question's language")
    func evidence() {
        let hits = [hit("退款在 2 个工作日内原路退回", score: 0.92), hit("Refunds 到账", score: 0.8, language: .english)]
        let evidence = RetrievalEvidence(question: "退款几天到账?", hits: hits)
        #expect(evidence == RetrievalEvidence(language: .chinese, topScore: 0.92, coverage: 0.5))
    }

    @Test("words of another language give no coverage")
    func silence() {
        let hits = [hit("退款在 2 个工作日内原路退回")]
        #expect(RetrievalEvidence(question: "How long do refunds take?", hits: hits).coverage == nil)
        #expect(RetrievalEvidence(question: "？？", hits: hits).coverage == nil)
    }

    @Test("a question that is one word is asked back with what the documents distinguish")
    func bareSubject() {
        let evidence = RetrievalEvidence(language: .chinese, topScore: 0.95, coverage: 1, keywordCoverage: 1)
        let hits = [
            hit("满 99 元免运费。", title: "配送", headings: ["国内运费"], score: 0.95, id: 1),
            hit("每单 35 元。", title: "配送", headings: ["香港运费"], score: 0.94, id: 2),
            hit("签收后 24 小时。", title: "发票", score: 0.93, id: 3),
        ]
        #expect(decide(evidence, hits, question: "运费") == .askBack(Array(ranked(hits).prefix(2))))
        #expect(decide(evidence, hits, question: "运费多少") == .answer)
        #expect(decide(evidence, Array(hits.dropFirst()), question: "运费") == .answer, "there is nothing to choose from")
    }
}
