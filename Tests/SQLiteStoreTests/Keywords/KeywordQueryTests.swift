import Testing

@testable import SQLiteStore

@Suite struct KeywordQueryTests {
    @Test(
        "function words and the pairs that share a character with one are left out, unless nothing else remains",
        arguments: [
            ("怎么退款?", "退款"), ("請問你們如何處理退貨", "处理 理退 退货"), ("可以开发票吗", "开发 发票"),
            ("How do I get a refund for my order?", "get refund order"), ("E-1042 是什么错误", "e1042 e 1042 错误"),
            ("怎么", "怎么"), ("The Who", "the who"), ("茶", "茶"), ("7天 退货", "7 退货"), ("", ""), ("?!", ""),
        ]
    )
    func words(question: String, expected: String) {
        #expect(KeywordQuery(question).tokens.map(\.text).joined(separator: " ") == expected)
    }

    @Test("each token occurs once, in quotes that no question can close")
    func expression() {
        #expect(KeywordQuery("退款 refund Refunds").expression == "\"\u{1}退款\" OR \"\u{1}refund\"")
        #expect(KeywordQuery("茶").expression == "\"\u{1}茶\" *")
        #expect(
            KeywordQuery("\" NEAR(title:x* ^y) \"").expression
                == "\"\u{1}near\" OR \"\u{1}titl\" OR \"\u{1}x\" OR \"\u{1}y\""
        )
        #expect(KeywordQuery(" \0 ").expression == nil)
    }

    @Test("of a pasted text, the codes and the longest words are looked up")
    func long() {
        let text = (0..<500).map {
            "word\(Character(UnicodeScalar(97 + UInt8($0 % 26))))\(String(repeating: "x", count: $0 % 7))"
        }
        let query = KeywordQuery(text.joined(separator: " ") + " E-1042 " + String(repeating: "退款政策", count: 10_000))
        #expect(query.tokens.count == KeywordQuery.mostTokens)
        #expect(query.tokens.contains { $0.text == "e1042" })
    }
}
