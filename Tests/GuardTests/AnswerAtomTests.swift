import Testing

@testable import Guard

@Suite struct AnswerAtomTests {
    private func atom(_ text: String, isLast: Bool) -> AnswerAtom? { AnswerAtom(in: Array(text)[...], isLast: isLast) }

    @Test(
        "a text begins with a link, a bracket, a tag, a run or one character",
        arguments: [
            ("[a](b) c", .link(text: "a", target: "b", isPicture: false), 6),
            ("![a](b)", .link(text: "a", target: "b", isPicture: true), 7), ("[a] b", .bracket("a"), 3),
            ("[a[b]c]", .bracket("a[b]c"), 7), ("[a](b(c)d)", .link(text: "a", target: "b(c)d", isPicture: false), 10),
            ("![a]", .other("!"), 1), ("[a](b", .other("["), 1), ("[a\nb]", .other("["), 1), ("[a", .other("["), 1),
            ("<b>x", .tag("<b>"), 3), ("</b>x", .tag("</b>"), 4), ("<3 ok", .other("<"), 1), ("<", .other("<"), 1),
            ("<a<b>", .other("<"), 1), ("<abc", .other("<"), 1), ("abc def", .run("abc"), 3), ("你好", .other("你"), 1),
            (" a", .other(" "), 1), ("400 555 0126 x", .run("400 555 0126"), 12), ("400 x", .run("400"), 3),
            ("400 ", .run("400"), 3), ("abc 555", .run("abc"), 3), ("abc![x](y)", .run("abc"), 3),
            ("abc!x", .run("abc!x"), 5), ("!", .run("!"), 1), ("a<b", .run("a"), 1), ("a，b", .run("a"), 1),
        ] as [(String, AnswerAtom.Kind, Int)]
    )
    func atoms(text: String, kind: AnswerAtom.Kind, length: Int) {
        let atom = atom(text, isLast: true)
        #expect(atom?.kind == kind)
        #expect(atom?.length == length)
    }

    @Test(
        "more text is needed while the end of the atom is open",
        arguments: ["", "!", "[", "[a", "[a]", "[a](", "[a](b", "![", "<", "<b", "abc", "400 ", "400 5", "abc!"]
    )
    func open(text: String) {
        #expect(atom(text, isLast: false) == nil)
    }

    @Test(
        "an atom is complete as soon as its end is known",
        arguments: ["[a] ", "[a](b)", "<b>", "abc x", "400 x", "你", "<3", "[a\n"]
    )
    func complete(text: String) {
        #expect(atom(text, isLast: false) == atom(text, isLast: true))
        #expect(atom(text, isLast: false) != nil)
    }

    @Test("what is too long for a bracket, a tag or a run ends")
    func limits() {
        let long = String(repeating: "a", count: 400)
        #expect(atom("[" + long + "]", isLast: true)?.kind == .other("["))
        #expect(atom("[" + long.dropLast() + "]", isLast: true)?.length == 401)
        #expect(atom("[" + long, isLast: false) == nil)
        #expect(atom("[" + long + "a", isLast: false)?.kind == .other("["))
        #expect(atom("<" + long + ">", isLast: true)?.kind == .other("<"))
        #expect(atom("<" + long.dropLast() + ">", isLast: true)?.length == 401)
        #expect(atom("<" + long, isLast: false)?.kind == .other("<"))
        #expect(atom(String(repeating: "a", count: 2_001), isLast: false)?.length == 2_000)
        #expect(atom(String(repeating: "a", count: 1_999), isLast: false) == nil)
    }
}
