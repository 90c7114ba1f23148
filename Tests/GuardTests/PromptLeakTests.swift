import Testing

@testable import Guard

@Suite struct PromptLeakTests {
    private static let english = "You are a friendly agent of the shop, and answer only from the sources."
    private static let letters = "youareafriendlyagentoftheshopandansweronlyfromthesources"

    @Test(
        "about 48 letters in a row are a leak, 24 may become one",
        arguments: [(0, .clear), (23, .clear), (24, .near), (47, .near), (48, .leaking), (56, .leaking)]
            as [(Int, PromptLeak.State)]
    )
    func latin(count: Int, expected: PromptLeak.State) {
        var leak = PromptLeak(prompt: [Self.english], allowed: [])
        #expect(leak.read(String(Self.letters.prefix(count))) == expected)
    }

    @Test(
        "16 Han characters in a row are a leak, 8 may become one",
        arguments: [
            ("您可以退货。", .clear), ("根据资料回答客", .clear), ("根据资料回答客户", .near), ("请只根据资料回答客户的问题不要", .near),
            ("请只根据资料回答客户的问题不要编", .leaking), ("请只根据资料，回答客户的问题：不要编造！", .leaking),
            ("请 只 根 据 资 料 回 答 客 户 的 问 题 不 要 编", .leaking),
        ] as [(String, PromptLeak.State)]
    )
    func han(text: String, expected: PromptLeak.State) {
        var leak = PromptLeak(prompt: ["你是客服。请只根据资料回答客户的问题，不要编造。"], allowed: [])
        #expect(leak.read(text) == expected)
    }

    @Test("a run continues across pieces and ends at another letter")
    func pieces() {
        var leak = PromptLeak(prompt: [Self.english], allowed: [])
        #expect(leak.read("You are a friendly AGENT of") == .clear)
        #expect(leak.read(" the shop ") == .near)
        #expect(leak.read("(and answer ") == .near)
        #expect(leak.read("only from the") == .leaking)
        var other = PromptLeak(prompt: [Self.english], allowed: [])
        #expect(other.read("You are a friendly agent of the shop") == .near)
        #expect(other.read("x") == .clear)
        #expect(other.read("") == .clear)
    }

    @Test("a sentence that the sources contain as well may be repeated")
    func allowed() {
        let prompt = ["Never give discounts to anybody. The shop is open from nine to six on every single working day."]
        let open = "the shop is open from nine to six on every single working day"
        var leak = PromptLeak(prompt: prompt, allowed: [])
        #expect(leak.read(open) == .leaking)
        var sparing = PromptLeak(
            prompt: prompt,
            allowed: [SourceText("Hours: The shop is open from nine to six on every single working day!").letters]
        )
        #expect(sparing.read(open) == .clear)
        var empty = PromptLeak(prompt: [], allowed: [])
        #expect(empty.read(open) == .clear)
    }
}
