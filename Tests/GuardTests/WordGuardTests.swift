import Testing

@testable import Guard

@Suite struct WordGuardTests {
    private let words = WordGuard([
        WordGuard.List(words: ["class", "free money", "Café", "E-1042x", "C++"], reply: "latin"),
        WordGuard.List(words: ["代购", "竞品优选", "刷单", "VIP群"], reply: "han"),
    ])

    @Test(
        "a word is found across case, width, spacing, accents, hidden characters and look-alikes",
        arguments: [
            ("First CLASS mail", "class"), ("ｃｌａｓｓ", "class"), ("c l a s s", "class"), ("cl\u{200B}ass", "class"),
            ("сlass", "class"),
            ("FREE   money!", "free money"), ("free-money", "free money"), ("cafe", "Café"), ("能不能代 购?", "代购"),
            ("代*购", "代购"),
            ("代\u{200D}购", "代购"), ("去竞品优选买", "竞品优选"), ("加ｖｉｐ群", "VIP群"), ("帮我刷——单", "刷单"),
        ]
    )
    func found(text: String, word: String) {
        #expect(words.find(in: text)?.word == word)
    }

    @Test(
        "no Latin word is found inside another",
        arguments: ["classic", "subclass", "subclasses", "freemoneyx", "退货", "", "decaf"]
    )
    func notFound(text: String) {
        #expect(words.find(in: text) == nil)
    }

    @Test("the first list that matches replies")
    func order() {
        #expect(words.find(in: "代购 class")?.reply == "latin")
        #expect(words.find(in: "代购")?.reply == "han")
        #expect(WordGuard([]).find(in: "class") == nil)
    }

    @Test("ten thousand words are found in one pass")
    func many() {
        let many = (0..<10_000).map { "词\($0)号" } + ["敏感内容"]
        let list = WordGuard([WordGuard.List(words: many, reply: "r")])
        #expect(list.find(in: String(repeating: "很长的文字，", count: 2_000) + "敏 感 内 容")?.word == "敏感内容")
        #expect(list.find(in: "词9999号")?.word == "词9999号")
    }
}
