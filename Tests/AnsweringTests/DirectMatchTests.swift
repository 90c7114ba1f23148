import Foundation
import RAGCore
import TestSupport
import Testing

@testable import Answering

@Suite struct DirectMatchTests {
    private func pair(_ question: String, _ score: Float, answer: String = "签收后 15 天内。", id: Int64 = 1) -> SearchHit {
        hit(answer, score: score, id: id, question: question)
    }

    private func match(_ question: String, _ hits: SearchHit...) -> String? {
        DirectMatch(synonyms: Synonyms()).find(question, in: hits)?.chunk.question
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

    @Test("two stored questions that mean the same do not match if their answers differ")
    func margin() {
        let first = pair("退货最晚什么时候申请？", 0.97)
        #expect(match("退货最晚何时申请呢", first, pair("退货什么时候申请最晚？", 0.969, answer: "七天。", id: 2)) == nil)
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

    @Test(
        "the same question in other words matches",
        arguments: [
            ("邮费怎么算", "运费多少钱？"), ("如何注销账户", "怎么注销账号？"), ("这个手表防不防水", "手表防水吗？"),
            ("怎么导出数据", "数据怎么导出？"), ("可以带多少公斤行李", "行李可以带多少公斤？"),
            ("how can i close my account", "How do I delete my account?"),
            ("is there a discount for students", "Do you have a student discount?"),
            ("what is the shipping cost", "How much is shipping?"),
        ]
    )
    func paraphrase(asked: String, stored: String) {
        let answer = asked.utf8.allSatisfy { $0 < 0x80 } ? "Yes." : "可以。"
        #expect(match(asked, pair(stored, 0.88, answer: answer)) == stored)
    }

    @Test(
        "the same words in another order match only where the order changes nothing",
        arguments: [
            ("How do I upgrade from Pro to Free?", "How do I upgrade from Free to Pro?"), ("从上海寄到北京几天", "从北京寄到上海几天？"),
            ("Can I use one coupon on two orders?", "Can I use two coupons on one order?"),
            ("Can I call you?", "Can you call me?"),
        ]
    )
    func order(asked: String, stored: String) {
        let answer = asked.utf8.allSatisfy { $0 < 0x80 } ? "Yes." : "可以。"
        #expect(match(asked, pair(stored, 0.97, answer: answer)) == nil)
    }

    @Test("synonyms of the settings count as well")
    func ownSynonyms() {
        let hits = [pair("门禁卡怎么办理？", 0.9, answer: "在前台。")]
        #expect(DirectMatch(synonyms: Synonyms()).find("怎么办理开门卡", in: hits) == nil)
        #expect(DirectMatch(synonyms: Synonyms(adding: ["门禁卡|开门卡"])).find("怎么办理开门卡", in: hits) != nil)
    }

    @Test("most rows match, and no near miss does", arguments: [("tune", 0.7), ("held", 0.6)])
    func rows(file: String, least: Double) throws {
        let rows = try Self.table(file)
        let stored = rows.filter { $0[0] == "@" }.enumerated().map { pair($1[1], 0.9, answer: $1[1], id: Int64($0)) }
        let match = DirectMatch(synonyms: Synonyms())
        let found = rows.filter { $0[0] != "@" }.map { row in
            (expected: row[1], got: match.find(row[0], in: stored)?.chunk.question ?? "")
        }
        let (paraphrases, nearMisses) = (found.filter { !$0.expected.isEmpty }, found.filter(\.expected.isEmpty))
        #expect(Double(paraphrases.count { $0.got == $0.expected }) >= least * Double(paraphrases.count))
        #expect(paraphrases.count { !$0.got.isEmpty && $0.got != $0.expected } == 0)
        #expect(nearMisses.count { !$0.got.isEmpty } == 0)
    }

    @Test("a question never gets the answer of its near miss, either way round", arguments: ["near-tune", "near-held"])
    func nearMisses(file: String) throws {
        let synonyms = Synonyms()
        for row in try Self.table(file) {
            let (one, other) = (CanonicalQuestion(row[0], synonyms), CanonicalQuestion(row[1], synonyms))
            #expect(!one.matches(other) && !other.matches(one), "\(row[0]) | \(row[1])")
        }
    }

    @Test("no word stands in two groups of synonyms")
    func groups() {
        let sections = Synonyms.roles.map(\.section) + ["ignored"]
        let phrases = sections.flatMap { section in
            Synonyms.list[section].enumerated().flatMap { line, group in
                Set(group.split(separator: "|").map { CanonicalTokens.of(String($0)) }).map {
                    ($0, "\(section) \(line)")
                }
            }
        }
        let repeated = Dictionary(grouping: phrases, by: \.0).filter { $0.value.count > 1 }
        #expect(repeated.isEmpty, "\(repeated)")
    }

    private static func table(_ file: String) throws -> [[String]] {
        try String(contentsOf: Repository.fixtures.appending(path: "faq-rows/\(file).tsv"), encoding: .utf8)
            .split(separator: "\n").dropFirst()
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
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
        #expect(match("退货最晚什么时候申请", pair("退货最晚什么时候申请？", 0.7)) == nil)
        #expect(match("Until when can I return it?", pair("退货最晚什么时候申请？", 0.97)) == nil)
    }
}
