import RAGCore
import Testing

@Suite struct LanguageTests {
    @Test(
        "a text has the language of most of its words",
        arguments: [
            ("退货需要几天内申请?", .chinese), ("How long do refunds take?", .english), ("我的 iPhone 坏了", .chinese),
            ("What does 退款 mean?", .english), ("订单 A7-III 的发票", .chinese), ("退", .chinese), ("ok", .english),
            ("請問運費怎麼算", .chinese), ("don't", .english), ("Café crème", .english), ("𠮷野家在哪", .chinese),
            ("WiFi 连不上怎么办", .chinese), ("ＶＩＰ 会员", .chinese),
        ] as [(String, Language)]
    )
    func language(text: String, expected: Language) {
        #expect(Language(of: text) == expected)
    }

    @Test(
        "digits, marks and emoji alone have no language",
        arguments: ["", " \n", "2024-05-31", "📦🧾", "¥49.99!", "？！。"]
    )
    func none(text: String) {
        #expect(Language(of: text) == nil)
    }

    @Test("a part of a text is treated like a text")
    func substring() {
        #expect(Language(of: "English 退货政策".dropFirst(8)) == .chinese)
    }
}
