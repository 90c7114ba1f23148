import Lexicon
import Testing

@Suite struct NumeralTests {
    @Test(
        "a number in Chinese characters is read from the start of a text",
        arguments: [
            ("三十", 30, 2), ("十二", 12, 2), ("十", 10, 1), ("两", 2, 1), ("零", 0, 1), ("二十一", 21, 3), ("一百二十", 120, 4),
            ("一百零五", 105, 4), ("一千零一", 1_001, 4), ("两万", 20_000, 2), ("十万", 100_000, 2), ("一万二千", 12_000, 4),
            ("三百万", 3_000_000, 3), ("三亿", 300_000_000, 2), ("二〇二七", 2_027, 4),
            ("三十天", 30, 2), ("一亿两千万", 120_000_000, 5), ("一百五", 150, 3), ("一百五十", 150, 4),
            ("五点", 5, 1),
        ] as [(String, Double, Int)]
    )
    func chinese(text: String, value: Double, length: Int) {
        let number = Numeral.chinese(text.unicodeScalars)
        #expect(number?.value == value)
        #expect(number?.length == length)
    }

    @Test("a scale or another character alone is no Chinese number", arguments: ["", "天", "万", "亿", "百", "万三", "千克"])
    func noChinese(text: String) {
        #expect(Numeral.chinese(text.unicodeScalars) == nil)
    }

    @Test(
        "a number in English words is read from the start of a text",
        arguments: [
            ("zero", 0, 1), ("thirty", 30, 1), ("twenty one", 21, 2), ("sixteen", 16, 1), ("dozen", 12, 1),
            ("one hundred twenty five", 125, 4), ("two hundred and ten", 210, 4), ("two thousand and five", 2_005, 4),
            ("one thousand five hundred", 1_500, 4), ("two million", 2_000_000, 2), ("three billion", 3e9, 2),
            ("three hundred and days", 300, 2), ("two three", 2, 1), ("sixteen one", 16, 1), ("two and a half", 2, 1),
            ("two hundred one two", 201, 3), ("ninety days", 90, 1),
        ] as [(String, Double, Int)]
    )
    func english(text: String, value: Double, length: Int) {
        let number = Numeral.english(text.split(separator: " ").map(String.init))
        #expect(number?.value == value)
        #expect(number?.length == length)
    }

    @Test(
        "a scale, an article or `and` begins no English number",
        arguments: ["", "hundred", "thousand", "a", "and", "and two", "Two"]
    )
    func noEnglish(text: String) {
        #expect(Numeral.english(text.split(separator: " ").map(String.init)) == nil)
    }
}
