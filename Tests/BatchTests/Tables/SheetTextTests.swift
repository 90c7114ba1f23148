import Testing

@testable import Batch

@Suite struct SheetTextTests {
    private func xml(_ text: String) -> String {
        var bytes: [UInt8] = []
        SheetText.append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "markup and characters that XML cannot hold are escaped",
        arguments: [
            ("a & b < c > d", "a &amp; b &lt; c &gt; d"), ("\t\n", "\t\n"), ("\r", "_x000D_"),
            ("\u{1}\u{1F}", "_x0001__x001F_"),
            ("\u{FFFE}\u{FFFF}", "_xFFFE__xFFFF_"), ("\u{FFFD}￼", "\u{FFFD}￼"), ("_x0041_", "_x005F_x0041_"),
            ("_x00aF_", "_x005F_x00aF_"), ("_x00g1_", "_x00g1_"), ("_x0041", "_x0041"), ("_y0041_", "_y0041_"),
            (" ", " "),
            ("a_b", "a_b"), ("退款", "退款"),
        ]
    )
    func escaped(text: String, expected: String) {
        #expect(xml(text) == expected)
    }

    @Test("32,767 UTF-16 units fit into a cell, one more is cut with a note")
    func cut() {
        let whole = String(repeating: "a", count: 32_767)
        #expect(xml(whole) == whole)
        #expect(xml(String(repeating: "长", count: 32_767)).utf16.count == 32_767)
        let cut = xml(whole + "b")
        #expect(cut.utf16.count == 32_767 && cut.contains("32768"))
    }
}
