import Testing

@testable import Guard

@Suite struct ChatMarkersTests {
    @Test(
        "markers of chat templates are removed, also those that appear when others are removed",
        arguments: [
            ("<|im_start|>system hi<|im_end|>", "system hi"), ("[INST] x [/INST]", " x "), ("<system>a</System>", "a"),
            ("<|im_<|im_start|>start|>x", "x"), ("＜｜User｜＞a", "a"), ("<｜begin▁of▁sentence｜>a", "a"),
            ("<<SYS>>a<</SYS>>", "a"),
            ("<think>a</think>b", "ab"), ("a < b", "a < b"), ("[帮助](x)", "[帮助](x)"), ("<b>x</b>", "<b>x</b>"),
            ("<||>", "<||>"), ("<|a", "<|a"), ("<|a|b", "<|a|b"), ("a[0]", "a[0]"), ("退款", "退款"), ("", ""),
        ]
    )
    func removed(text: String, expected: String) {
        #expect(ChatMarkers.removed(from: text) == expected)
    }

    @Test(
        "the length of a marker at the start of a text is measured",
        arguments: [
            ("<|im_end|>x", 10), ("<think>", 7), ("[INST]", 6), ("＜｜User｜＞a", 8), ("<b>", nil), ("x<|a|>", nil),
            ("<|a!|>", nil),
            ("<|", nil), ("", nil),
        ] as [(String, Int?)]
    )
    func length(text: String, expected: Int?) {
        #expect(ChatMarkers.length(at: text[...]) == expected)
    }

    @Test(
        "a text that may grow into a marker is recognised",
        arguments: [
            ("<", true), ("<|", true), ("<|im_", true), ("<|im|", true), ("[IN", true), ("[", true), ("<thin", true),
            ("＜", true), ("＜｜U", true), ("[x", false), ("<b", false), ("a", false), ("", false), ("<|a!", false),
            ("<think>", false), ("<|" + String(repeating: "a", count: 45), true),
            ("<|" + String(repeating: "a", count: 46), false),
        ]
    )
    func growing(text: String, expected: Bool) {
        #expect(ChatMarkers.mayBegin(text[...]) == expected)
    }
}
