import Testing

@testable import Insight

@Suite struct TopicWordsTests {
    private let lexicon = ChineseLexicon(pieces: [
        "退": -12, "款": -12, "退款": -14, "申": -12, "请": -11, "申请": -13, "到": -8, "账": -13, "到账": -14, "发": -10, "票": -12,
        "发票": -14, "电": -10, "子": -9, "电子": -12, "开": -9, "怎": -11, "么": -10, "怎么": -11, "多": -9, "久": -12, "多久": -13.5,
    ])

    private func words(_ groups: [[String]], _ number: Int = 0) -> [String] {
        let terms = TextTerms(groups.flatMap { $0 }, lexicon: lexicon)
        var start = 0
        let members = groups.map { group -> [Int] in
            defer { start += group.count }
            return Array(start..<(start + group.count))
        }
        return TopicWords(terms).words(of: members[number])
    }

    private let refunds = ["How long do refunds take?", "refund status", "Refund to my card", "Where is the refund?"]
    private let cards = ["My card was stolen", "Card lost", "report a stolen card", "card stolen abroad"]

    @Test("the label of a group has the words that others lack, in readable forms and without function words")
    func english() {
        let label = words([refunds, cards])
        #expect(label.first == "refund")
        #expect(!label.contains { ["how", "the", "is", "my", "card", "do"].contains($0.lowercased()) })
        #expect(words([refunds, cards], 1).first == "card" || words([refunds, cards], 1).first == "stolen")
    }

    @Test("Chinese labels are whole words without question words")
    func chinese() {
        let groups = [["退款多久到账", "怎么退款", "退款申请到账", "退款申请"], ["怎么开发票", "发票怎么开", "电子发票", "开电子发票"]]
        #expect(Set(words(groups)).isSubset(of: ["退款", "到账", "申请"]))
        #expect(words(groups).first == "退款")
        #expect(Set(words(groups, 1)) == ["发票", "电子"])
    }

    @Test("two words that stay together are shown together, and neither is repeated alone")
    func phrases() {
        let rates = ["exchange rate today", "what exchange rate applies", "exchange rate wrong", "bad exchange rate"]
        let label = words([rates, cards])
        #expect(label.first == "exchange rate")
        #expect(!label.contains("exchange") && !label.contains("rate"))
        // Words with a comma between them are no phrase.
        let listed = ["exchange, rate", "rate; exchange", "exchange. Rate", "(exchange) rate"]
        #expect(!words([listed, cards]).contains { $0.contains(" ") })
    }

    @Test("top-up and top up are the same, and a label has at most five words")
    func limits() {
        let label = words([["top up failed", "top-up failed", "failed top up", "top up", "top-up"], cards])
        #expect(label.count { $0.contains("top") } == 1, "\(label)")
        let many = ["alpha beta gamma delta epsilon zeta eta theta"]
        #expect(words([many + many.map { $0 + " iota" }, cards]).count <= 5)
    }

    @Test("names keep their capitals, but the start of a sentence gives none")
    func capitals() {
        let label = words([["Refunds with Visa", "pay by Visa", "Visa accepted", "the PIN", "my PIN", "PIN"], cards])
        #expect(label.contains("Visa") && label.contains("PIN"), "\(label)")
        #expect(words([["Refunds?", "Refund late", "Refund!"], cards]).first?.first?.isLowercase == true)
    }

    @Test("a single group is labelled by its frequent words; texts without words have no label")
    func alone() {
        #expect(words([refunds]).first == "refund")
        #expect(words([["?", "123", "👍"], cards]).isEmpty)
    }

    @Test("the order of the texts does not matter")
    func order() {
        #expect(words([refunds, cards]) == words([refunds.reversed(), cards.shuffled()]))
    }
}
