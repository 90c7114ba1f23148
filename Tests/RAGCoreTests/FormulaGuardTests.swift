import RAGCore
import Testing

@Suite struct FormulaGuardTests {
    @Test(
        "a text that a spreadsheet may run gets an apostrophe",
        arguments: [
            "=1+1", "+cmd|' /C calc'!A0", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＠A1", " =1", "'=1", "- 步骤一", "-",
            "+86-571-8888",
            "\u{FEFF}=1", "\u{200E}=1", "\u{202E}=1", "\u{AD}=1", "\u{180E}=1", "\u{115F}=1", "\u{E0020}=1",
            "\u{FE0F}=1",
            "\u{01}=1", "\u{2063}\u{200B} =1", "\u{85}=1", "\u{1D173}@A1",
        ]
    )
    func risky(text: String) {
        #expect(FormulaGuard.guarded(text) == "'" + text)
        #expect(FormulaGuard.unguarded("'" + text) == text)
    }

    @Test(
        "numbers and words stay unchanged",
        arguments: ["-5", "+86 571 8888", "-1,234.50", "-12.5%", "怎么退款？", "a=b", "'s", "", "1-2"]
    )
    func harmless(text: String) {
        #expect(FormulaGuard.guarded(text) == text)
        #expect(FormulaGuard.unguarded(text) == text)
    }
}
