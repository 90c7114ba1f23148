import Testing

@testable import RAGCore

@Suite struct ExactTextTests {
    @Test("texts are equal only if they are written alike")
    func equality() {
        #expect(ExactText("退货") == "退货")
        #expect(ExactText("退货") != "退款")
        #expect(ExactText("é") != ExactText("e\u{301}"))
        #expect(Set([ExactText("a"), "b", "a"]).count == 2)
        #expect(["b", "退", "a"].map { ExactText($0) }.sorted() == ["a", "b", "退"])
    }

    @Test(
        "a text has the bytes of its parts and of no other text",
        arguments: [
            ("退货政策", "货政", true), ("退货政策", "政货", false), ("退货政策", "退货政策", true), ("退货", "退货政策", false),
            ("aab", "ab", true), ("退货", "", false), ("", "a", false), ("e\u{301}", "e", true),
        ]
    )
    func parts(text: String, part: String, has: Bool) {
        #expect(text.hasBytes(of: part) == has)
    }
}
