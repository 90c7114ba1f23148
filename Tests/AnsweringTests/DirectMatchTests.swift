import RAGCore
import Testing

@testable import Answering

@Suite struct DirectMatchTests {
    private func pair(_ question: String, _ score: Float, answer: String = "签收后 15 天内。", id: Int64 = 1) -> SearchHit {
        hit(answer, score: score, id: id, question: question)
    }

    private func match(_ question: String, _ hits: SearchHit...) -> String? {
        DirectMatch.find(question, in: hits)?.chunk.question
    }

    @Test("a stored question with the same meaning is found at any rank; prose never matches")
    func same() {
        let prose = hit("退货须在 15 天内申请。", score: 0.99)
        let best = pair("退货最晚什么时候申请？", 0.97)
        #expect(
            match("退货最晚什么时候申请", prose, pair("怎么开发票？", 0.86, answer: "在 App 里。", id: 2), best) == best.chunk.question
        )
    }

    @Test(
        "a word that reverses the answer prevents a match, however near the question is",
        arguments: [
            ("订单可以取消吗", "订单不可以取消吗"), ("15 天能退吗", "30 天能退吗"), ("运费多少钱？", "运费什么时候退？"),
            ("Can I cancel my order?", "Why can't I cancel my order?"),
        ]
    )
    func turned(asked: String, stored: String) {
        let answer = asked.utf8.allSatisfy { $0 < 0x80 } ? "Yes." : "可以。"
        #expect(match(asked, pair(stored, 0.98, answer: answer)) == nil)
    }

    @Test("two equally near questions with different answers do not match; with the same answer they do")
    func margin() {
        let first = pair("退货最晚什么时候申请？", 0.97)
        #expect(match("退货最晚什么时候申请呢", first, pair("换货最晚什么时候申请？", 0.969, answer: "七天。", id: 2)) == nil)
        #expect(match("退货最晚什么时候申请呢", first, pair("退货最晚何时申请？", 0.969, id: 2)) != nil)
    }

    @Test(
        "one additional or different word makes another question, however near",
        arguments: [
            ("换货最晚什么时候申请", "退货最晚什么时候申请？"), ("你们寄英国吗？运费多少", "你们寄香港吗？运费多少？"),
            ("My item stopped working after three months", "My item stopped working after three weeks"),
            ("Do I need a printer for the trade-in label?", "Do I need a printer for the return label?"),
            ("Can I use a printer for the label?", "Do I need a printer for the label?"),
        ]
    )
    func nearMiss(asked: String, stored: String) {
        let answer = asked.utf8.allSatisfy { $0 < 0x80 } ? "Yes." : "可以。"
        #expect(match(asked, pair(stored, 0.985, answer: answer)) == nil)
    }

    @Test("fillers and order do not matter; another language or a low cosine prevents a match")
    func words() {
        #expect(match("请问一下，退货最晚什么时候申请呀", pair("退货最晚什么时候申请？", 0.95)) != nil)
        #expect(
            match(
                "Hi, until when can I return it please",
                pair("Until when can I return it?", 0.95, answer: "15 days.")
            ) != nil
        )
        #expect(match("退货最晚什么时候申请", pair("退货最晚什么时候申请？", 0.9)) == nil)
        #expect(match("Until when can I return it?", pair("退货最晚什么时候申请？", 0.97)) == nil)
    }
}
