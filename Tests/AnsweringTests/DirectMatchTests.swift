import RAGCore
import Testing

@testable import Answering

@Suite struct DirectMatchTests {
    private func pair(_ question: String, _ score: Float, answer: String = "签收后 15 天内。", id: Int64 = 1) -> SearchHit {
        hit(answer, id: id, question: question, questionScore: score)
    }

    private func match(_ question: String, _ hits: SearchHit...) -> String? {
        DirectMatch.find(question, in: ranked(hits))?.hit.chunk.question
    }

    @Test("a stored question that says the same is found, wherever its passage ranks")
    func same() {
        let prose = hit("退货须在 15 天内申请。", score: 0.95)
        let best = pair("退货最晚什么时候申请？", 0.97)
        #expect(
            match("最晚什么时候申请退货", prose, pair("怎么开发票？", 0.86, answer: "在 App 里。", id: 2), best) == best.chunk.question
        )
    }

    @Test(
        "what turns the answer around is never passed over, however near",
        arguments: [
            ("订单可以取消吗", "订单不可以取消吗"), ("15 天能退吗", "30 天能退吗"), ("运费多少钱？", "运费什么时候退？"),
            ("Can I cancel my order?", "Why can't I cancel my order?"),
        ]
    )
    func turned(asked: String, stored: String) {
        let answer = asked.utf8.allSatisfy { $0 < 0x80 } ? "Yes." : "可以。"
        #expect(match(asked, pair(stored, 0.98, answer: answer)) == nil)
    }

    @Test("two answers equally near are none, two passages with one answer are one")
    func margin() {
        let first = pair("退货最晚什么时候申请？", 0.97)
        #expect(match("退货什么时候申请", first, pair("换货最晚什么时候申请？", 0.965, answer: "七天。", id: 2)) == nil)
        #expect(match("退货什么时候申请", first, pair("退货最晚何时申请？", 0.965, id: 2)) != nil)
    }

    @Test("less near, it must share most words; in another language it does not count")
    func words() {
        #expect(match("退货最晚何时申请", pair("退货最晚什么时候申请？", 0.95)) != nil)
        #expect(match("东西买错了想退", pair("退货最晚什么时候申请？", 0.95)) == nil)
        #expect(match("Until when can I return it?", pair("退货最晚什么时候申请？", 0.97)) == nil)
    }
}
