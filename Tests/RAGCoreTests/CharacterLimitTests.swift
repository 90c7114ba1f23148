import RAGCore
import Testing

@Suite struct CharacterLimitTests {
    @Test(
        "a character keeps 31 scalars, whatever makes it long",
        arguments: [
            ("e", "\u{301}"), ("好", "\u{316}\u{301}"), ("👩", "\u{200D}👩"), ("！", "\u{FE0F}"), ("🏴", "\u{E0061}"),
            ("\u{1100}", "\u{1100}"), ("क", "\u{94D}क"), ("か", "\u{3099}"),
        ]
    )
    func long(start: String, more: String) {
        let text = "退 a" + start + String(repeating: more, count: 500) + "b 款"
        let bounded = text.withBoundedCharacters()
        #expect(bounded.hasPrefix("退 a") && bounded.hasSuffix("b 款"))
        #expect(bounded.unicodeScalars.count <= 31 + 6 && bounded.allSatisfy { $0.unicodeScalars.count <= 31 })
        #expect(bounded.withBoundedCharacters() == bounded)
    }

    @Test(
        "what people write stays as it is",
        arguments: [
            "退款多久到账？How long?", "e\u{301}a\u{308}", "👩\u{200D}👩\u{200D}👧\u{200D}👦👍🏽🏴\u{E0067}\u{E0062}\u{E007F}",
            "한국어는 띄어쓰기를 합니다", "ประเทศไทยเป็นประเทศที่ตั้งอยู่ในเอเชียตะวันออกเฉียงใต้", "हिन्दी में लिखा हुआ वाक्य",
            "これはひらがなだけのとてもながいぶんしょうですからよくみてください", "🇨🇳🇺🇸🇩🇪🇫🇷🇯🇵🇰🇷🇬🇧🇮🇹🇪🇸🇧🇷🇷🇺🇮🇳🇨🇦🇦🇺🇲🇽🇮🇩🇹🇷🇸🇦", "Việt Nam, Ελληνικά, русский",
            "العربية لغة جميلة", "",
        ]
    )
    func usual(text: String) { #expect(text.withBoundedCharacters() == text) }
}
