import Testing

@testable import Ingestion

/// Cases of ECMA-376, part 1, 18.8.31, and of the documentation of Excel; Chinese ones are what Excel shows there.
@Suite struct NumberFormatTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let code: String
        let value: Double
        let shown: String

        init(_ code: String, _ value: Double, _ shown: String) {
            self.code = code
            self.value = value
            self.shown = shown
        }

        var testDescription: String { "\(code) of \(value)" }
    }

    private static let numbers = [
        Case("General", 0.1 + 0.2, "0.3"), Case("General", 12_345_678_901, "12345678901"),
        Case("General", 0.001, "0.001"),
        Case("General", -1.5, "-1.5"), Case("General", 1e300, "1E+300"), Case("General\"件\"", 3, "3件"),
        Case("@", 7, "7"),
        Case("0.00", 5, "5.00"), Case("0", 0.5, "1"), Case("0", 2.5, "3"), Case("0.00", 1.005, "1.01"),
        Case("0", -0.4, "0"),
        Case("#,##0.0", 1234.567, "1,234.6"), Case("#,##0", 999_999.5, "1,000,000"), Case("0000", 571, "0571"),
        Case("\"HZ-\"00000", 7, "HZ-00007"), Case("000-0000-0000", 13_800_001_111, "138-0000-1111"),
        Case("#,##0,\"k\"", 3_400_000, "3,400k"), Case("0!.0,\"万元\"", 1_250_000, "125.0万元"),
        Case("0.0,,", 1_250_000, "1.3"),
        Case("[>=10000]0!.0,\"万\";0", 12_500, "1.3万"), Case("0.0,\"万\"", 0, "0.0万"), Case("0%", 0.07, "7%"),
        Case("0.0%", 0.075, "7.5%"), Case("0.00E+00", 1234.5, "1.23E+03"), Case("##0.0E+0", 1_250_000, "1.3E+6"),
        Case("0.0E+0", 9.99, "1.0E+1"), Case("0E+00", 0, "0E+00"), Case("# ?/?", 2.25, "2 1/4"),
        Case("# ??/16", 0.5, "  8/16"),
        Case("# ?/?", 3, "3    "), Case("?/?", 1.5, "3/2"), Case("# ?/?", 0.999, "1    "), Case("0.##", 7, "7"),
        Case("#", 0, ""), Case("#.##", 0.5, ".5"), Case("??0", 7, "  7"), Case("0.0?", 7.5, "7.5 "),
        Case("!0", 5, "!5"),
        Case("[$¥-804]#,##0;[Red]-0", 8, "¥8"), Case("[$¥-804]#,##0;[Red]-0", -8, "-8"), Case("[$USD] 0", 8, "USD 8"),
        Case("\"¥\"#,##0.00", -129.9, "-¥129.90"), Case("0;(0)", -8, "(8)"), Case("0;-0;\"免费\"", 0, "免费"),
        Case("0;;", -8, ""),
        Case(";;;", 8, ""), Case("[=1]\"是\";[=0]\"否\";\"其他\"", 1, "是"), Case("[=1]\"是\";[=0]\"否\";\"其他\"", 5, "其他"),
        Case("[<1]0.0%;0", 0.25, "25.0%"), Case("[>5]0", 3, "3"), Case("_(* #,##0.00_)", 8, " 8.00 "),
        Case("[红色]0.0", 1.25, "1.3"), Case("[DBNum1][$-804]General", 12_050, "一万二千〇五十"),
        Case("[DBNum2][$-804]0", 1_000_203, "壹佰万零贰佰零叁"), Case("[DBNum3]0", 12, "１２"), Case("\"", 7, "7"),
        Case("[", 7, "7"),
        Case("", 7, ""), Case("yyyy-mm-dd", -1, "-1"), Case("yyyy-mm-dd", 1e300, "1E+300"),
    ]

    private static let dates = [
        Case("yyyy\"年\"m\"月\"d\"日\"", 45717, "2025年3月1日"), Case("m/d/yy h:mm", 45717.75, "3/1/25 18:00"),
        Case("[$-804]yyyy/m/d", 1, "1900/1/1"), Case("yyyy-m-d", 59, "1900-2-28"), Case("yyyy-m-d", 61, "1900-3-1"),
        Case("mmm-yy", 45717, "Mar-25"), Case("dddd, mmmm dd, yyyy", 45717, "Saturday, March 01, 2025"),
        Case("ddd", 45717, "Sat"), Case("[$-804]dddd", 45717, "星期六"), Case("[$-804]aaaa;@", 45717, "星期六"),
        Case("m\"月\"d\"日\" aaaa", 45717, "3月1日 星期六"), Case("[$-804]ddd", 45717, "周六"),
        Case("[$-407]mmmm", 45717, "März"),
        Case("h:mm:ss AM/PM", 0.5, "12:00:00 PM"), Case("h:mm a/p", 0.25, "6:00 a"),
        Case("上午/下午h\"时\"mm\"分\"", 0.5625, "下午1时30分"), Case("[$-804]AM/PM h:mm", 0, "上午 12:00"),
        Case("[h]:mm", 1.5, "36:00"), Case("[mm]:ss", 0.5, "720:00"), Case("[ss].00", 0.5, "43200.00"),
        Case("mm:ss.0", 0.0001, "00:08.6"),
        Case("h:mm", 0.770833333333333, "18:30"), Case("m", 45717, "3"), Case("h:m", 0.5, "12:0"),
        Case("m:s", 0.5, "0:0"),
        Case("yyyymmdd", 45717, "20250301"), Case("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", 45275, "二〇二三年十二月十五日"),
        Case("[$-F800]dddd, mmmm dd, yyyy", 45717, "2025-03-01"), Case("bbbb", 45717, "2568"),
        Case("e-mm", 45717, "2025-03"),
    ]

    @Test("a number is shown as spreadsheets show it", arguments: numbers)
    func number(_ example: Case) {
        #expect(NumberFormat(code: example.code).text(example.value, from1904: false) == example.shown)
    }

    @Test("a date or a time is shown as spreadsheets show it", arguments: dates)
    func date(_ example: Case) {
        #expect(NumberFormat(code: example.code).text(example.value, from1904: false) == example.shown)
    }

    @Test(
        "a text is shown in the section for texts",
        arguments: [("0;-0;;\"[\"@\"]\"", "[x]"), ("@\"号\"", "x号"), (";;;", ""), ("0.00", "x"), ("General", "x")]
    )
    func text(code: String, shown: String) {
        #expect(NumberFormat(code: code).text("x") == shown)
    }

    @Test(
        "built-in formats have no code in the file",
        arguments: [
            (9, 0.5, "50%"), (14, 45717, "2025-03-01"), (22, 45717.75, "2025-03-01 18:00"), (31, 45717, "2025年3月1日"),
            (57, 45717, "2025年3月"), (58, 45717, "3月1日"), (34, 0.75, "上午/下午"), (46, 1.5, "36:00:00"),
            (4, 1234.5, "1,234.50"),
        ]
    )
    func builtIn(number: Int, value: Double, shown: String) {
        let shown = shown == "上午/下午" ? "下午6时00分" : shown
        #expect(NumberFormat(builtIn: number).text(value, from1904: false) == shown)
    }

    @Test("any code takes linear time and loses no number")
    func oddCodes() {
        var random = SeededRandom(seed: 5)
        let pieces = [
            "0", "#", "?", ",", ".", "%", "E+", "/", "[", "]", "\"", "\\", "_", "*", ";", "y", "m", "d", "h", "s", "@",
            "[h]", "[>1]", "[$-804]", "General", "AM/PM", "上午/下午", "!", "[DBNum1]", " ", "元",
        ]
        for _ in 0..<3_000 {
            let code = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            let format = NumberFormat(code: code.joined())
            for value in [0, 1234.5, -7, 45717.75, 1e-300, -1e308, .infinity, .nan] {
                #expect(format.text(value, from1904: false).utf8.count < 2_000)
            }
        }
        let long = NumberFormat(code: String(repeating: "0", count: 100_000))
        #expect(long.text(5, from1904: false) == "5")
    }
}
