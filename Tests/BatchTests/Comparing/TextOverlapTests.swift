import Testing

@testable import Batch

@Suite struct TextOverlapTests {
    @Test(
        "words and numbers are tokens, Han characters one by one, articles and punctuation none",
        arguments: [
            ("The cat, an apple.", ["cat", "apple"]), ("退款3天到账", ["退", "款", "3", "天", "到", "账"]),
            ("$12.50.", ["12.50"]), ("v1.2 a.b", ["v1.2", "b"]), ("ＡＢＣ", ["abc"]), ("", []),
        ]
    )
    func tokens(text: String, tokens: [String]) {
        #expect(TextOverlap.tokens(of: text) == tokens)
    }

    @Test("F1 counts each token as often as both texts have it")
    func f1() {
        #expect(TextOverlap.f1([], []) == 1)
        #expect(TextOverlap.f1(["a"], []) == 0 && TextOverlap.f1([], ["a"]) == 0)
        #expect(TextOverlap.f1(["a", "b"], ["b", "a"]) == 1)
        #expect(TextOverlap.f1(["a", "b"], ["a", "a", "a"]) == 0.4)
        #expect(TextOverlap.f1(["a", "a"], ["a", "a", "b"]) == 0.8)
        #expect(TextOverlap.f1(["a"], ["b"]) == 0)
    }

    @Test("a part is contained if its tokens follow one another, at either end too")
    func contains() {
        let whole = ["a", "b", "c", "b", "d"]
        #expect(TextOverlap.contains(whole, ["a", "b"]) && TextOverlap.contains(whole, ["b", "d"]))
        #expect(TextOverlap.contains(whole, whole) && TextOverlap.contains(whole, []))
        #expect(!TextOverlap.contains(whole, ["a", "c"]) && !TextOverlap.contains(["a"], ["a", "b"]))
    }
}
