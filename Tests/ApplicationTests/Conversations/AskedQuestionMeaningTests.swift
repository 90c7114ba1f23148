import Foundation
import RAGCore
import Testing

@testable import Application

@Suite struct AskedQuestionMeaningTests {
    @Test(
        "the words of an answer never become those of a customer",
        arguments: [
            // Alone, though searched for with the last answer.
            ("信用咔退款要几天", "怎么看快递到哪了 打开“我的订单”。 [1] 信用咔退款要几天", "信用咔退款要几天"),
            ("tariffs at the border?", "Do you ship abroad? Yes, to nine countries. [1] tariffs at the border?", nil),
            // Understandable only after what it refers back to.
            ("那运费呢", "退货要多久 那运费呢", "退货要多久 那运费呢"),
            ("and for it?", "Is the kettle in stock? and for it?", "Is the kettle in stock? and for it?"),
            // Rewritten by a model.
            ("Japan", "How long does delivery to Japan take?", "How long does delivery to Japan take?"),
            ("怎么退货", nil, "怎么退货"),
        ] as [(String, String?, String?)]
    )
    func meaning(asked: String, standalone: String?, expected: String?) {
        let question = AskedQuestion(
            session: "s",
            turn: 2,
            question: asked,
            standaloneQuestion: standalone,
            language: Language(of: asked),
            askedAt: Date(timeIntervalSince1970: 0),
            decision: "answered",
            isMarkedBad: false
        )
        #expect(question.meaning == expected ?? asked)
    }
}
