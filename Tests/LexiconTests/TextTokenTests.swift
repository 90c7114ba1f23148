import Lexicon
import Testing

@Suite struct TextTokenTests {
    private static let cases: [(String, [TextToken.Kind])] = [
        ("", []),
        ("退款 3 天", [.han, .han, .number(3), .han]),
        ("１５天", [.number(15), .han]),
        ("好，是", [.han, .symbol, .han]),
        ("a\nb", [.word, .lineEnd, .word]),
        ("Anna's wi-fi", [.word, .word]),
        ("re- x", [.word, .symbol, .word]),
        // Numbers and their groups.
        ("1,234.50", [.number(1_234.5)]),
        ("1,234,567", [.number(1_234_567)]),
        ("12,34", [.number(12), .symbol, .number(34)]),
        ("1234,567", [.number(1_234), .symbol, .number(567)]),
        ("1,2345", [.number(1), .symbol, .number(2_345)]),
        ("0.5.", [.number(0.5), .symbol]),
        ("30min", [.number(30), .word]),
        ("5000Pa", [.number(5_000), .word]),
        ("1st", [.number(1), .word]),
        ("4pm", [.number(4), .word]),
        // Times.
        ("16:00-18:30", [.clock(960), .symbol, .clock(1_110)]),
        ("16：05", [.clock(965)]),
        ("09:15:30", [.clock(555)]),
        ("24:00", [.clock(0)]),
        ("25:00", [.number(25), .symbol, .number(0)]),
        ("9:60", [.number(9), .symbol, .number(60)]),
        ("9:5", [.number(9), .symbol, .number(5)]),
        // Days.
        ("2027-02-10", [.date(year: 2_027, month: 2, day: 10)]),
        ("2027/2/1", [.date(year: 2_027, month: 2, day: 1)]),
        ("2027.12.31", [.date(year: 2_027, month: 12, day: 31)]),
        ("2027-13-01", [.number(2_027), .symbol, .number(13), .symbol, .number(1)]),
        ("2027-12-32", [.number(2_027), .symbol, .number(12), .symbol, .number(32)]),
        // Codes.
        ("E-1042", [.code("e1042")]),
        ("3D", [.code("3d")]),
        ("v1.2", [.code("v12")]),
        ("1.2.3", [.code("1.2.3")]),
        ("400-555-0126", [.code("4005550126")]),
        ("+86 571 5555 0126", [.code("8657155550126")]),
        ("010-12345678", [.code("01012345678")]),
        ("138-0013", [.number(138), .symbol, .number(13)]),
        ("5550126", [.number(5_550_126)]),
        ("+5", [.symbol, .number(5)]),
        ("a1@b.com", [.word]),
    ]

    @Test("a text is read as words, characters, numbers, times, days and codes", arguments: cases)
    func kinds(text: String, expected: [TextToken.Kind]) {
        #expect(TextToken.tokens(of: text).map(\.kind) == expected)
    }

    @Test("a token knows its spelling and whether it follows white space")
    func spelling() {
        let tokens = TextToken.tokens(of: "３ 天内 Anna's iPhone")
        #expect(tokens.map(\.text) == ["3", "天", "内", "anna's", "iphone"])
        #expect(tokens.map(\.written) == ["3", "天", "内", "Anna's", "iPhone"])
        #expect(tokens.map(\.isAttached) == [false, false, true, false, false])
        #expect(tokens.map(\.isHan) == [false, true, true, false, false])
        #expect(tokens.map(\.number) == [3, nil, nil, nil, nil])
        #expect(TextToken.tokens(of: "3天").map(\.isAttached) == [false, true])
    }

    @Test(
        "words and dashes join the ends of a range",
        arguments: ["到", "至", "-", "–", "~", "to", "and", "或", "through"]
    )
    func range(word: String) {
        #expect(TextToken.tokens(of: word).map(\.joinsRange) == [true])
        #expect(TextToken.tokens(of: "也 also").map(\.joinsRange) == [false, false])
    }
}
