import Foundation
import Testing

@testable import kefu

@Suite struct StringTerminalTests {
    @Test(
        "control characters and direction marks are removed; line ends and tabs stay",
        arguments: [
            ("a\tb\nc", "a\tb\nc"), ("a\u{0}\u{8}\u{1F}b", "ab"), ("a\u{7F}\u{80}\u{9B}b", "ab"),
            ("\u{1B}[1ma\u{1B}[0m", "[1ma[0m"), ("a\u{2028}\u{202A}\u{202E}b", "ab"), ("a\u{2066}\u{2069}b", "ab"),
            ("退货\u{A0}é", "退货\u{A0}é"), ("\u{200B}a\u{2070}", "\u{200B}a\u{2070}"),
        ]
    )
    func plain(text: String, kept: String) {
        #expect(text.withoutControls == kept)
    }

    @Test(
        "the styles of the console stay, other escape sequences do not",
        arguments: [
            ("\u{1B}[1ma\u{1B}[0m", "\u{1B}[1ma\u{1B}[0m"), ("\u{1B}[2ma", "\u{1B}[2ma"), ("\u{1B}[31ma", "[31ma"),
            ("\u{1B}", ""), ("\u{1B}[2J", "[2J"), ("\u{1B}]0;x\u{7}", "]0;x"),
        ]
    )
    func ownStyles(text: String, kept: String) {
        #expect(text.withoutForeignControls == kept)
    }

    @Test("every kind of line end becomes one space")
    func oneLine() {
        #expect("a\nb\r\nc\rd\u{2028}e".onOneLine == "a b c d e")
    }

    @Test(
        "a text that is too long is cut and ends with an ellipsis",
        arguments: [("退货运费", 4, "退货运费"), ("退货运费", 3, "退货…"), ("", 1, ""), ("ab", 1, "…")]
    )
    func shortened(text: String, length: Int, short: String) {
        #expect(text.shortened(to: length) == short)
    }

    @Test("every line is indented, empty ones too")
    func indented() {
        #expect("a\n\nb".indented(by: 2) == "  a\n  \n  b")
        #expect("a".indented(by: 0) == "a")
    }

    @Test(
        "numbers have a point and a fixed number of digits",
        arguments: [(0.125, 2, "0.12"), (2.0, 3, "2.000"), (-1.25, 1, "-1.2"), (1234.5, 0, "1234")]
    )
    func digits(number: Double, digits: Int, text: String) {
        #expect(number.formatted(digits: digits) == text)
    }

    @Test(
        "JSON keeps its meaning and has no character that controls a terminal",
        arguments: [
            "\u{9B}31m", "\u{202E}gnp", "\u{7F}", "\u{2066}a\u{2069}", "\u{85}", "a\u{200F}b", "\u{1B}[2J\u{07}",
        ]
    )
    func json(text: String) throws {
        let encoded = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self).escapingControls
        #expect(encoded.withoutControls == encoded && encoded.unicodeScalars.allSatisfy(\.isASCII))
        #expect(try JSONDecoder().decode([String].self, from: Data(encoded.utf8)) == [text])
    }
}
