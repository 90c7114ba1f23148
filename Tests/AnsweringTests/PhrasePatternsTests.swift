import Testing

@testable import Answering

@Suite struct PhrasePatternsTests {
    @Test("parts with a plus follow each other directly, others with a few words between them")
    func parts() {
        let patterns = PhrasePatterns(["find + a … agent", "找 + 律师"])
        #expect(patterns.found(in: PhraseText("please find a better agent")) == [0])
        #expect(!patterns.occurs(in: "find me a better agent"))
        #expect(patterns.found(in: PhraseText("我找律师")) == [1])
        #expect(!patterns.occurs(in: "找一个律师"))
    }

    @Test("a pattern of three parts may begin anew")
    func beginsAnew() {
        let patterns = PhrasePatterns(["connect + me … agent"])
        #expect(patterns.occurs(in: "connect me to wifi failed so please just connect me to an agent"))
        #expect(!patterns.occurs(in: "connect me to wifi failed and so did the update of the agent"))
    }

    @Test(
        "a number is found as a whole only",
        arguments: [("打12345", true), ("打123456", false), ("打112345", false), ("打12 345", false)]
    )
    func numbers(text: String, isFound: Bool) {
        #expect(PhrasePatterns(["打 + 12345"]).occurs(in: text) == isFound)
        #expect(PhrasePatterns(["12345"]).occurs(in: text) == isFound)
    }
}
