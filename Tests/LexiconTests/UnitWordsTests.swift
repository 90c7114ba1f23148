import Lexicon
import Testing

@Suite struct UnitWordsTests {
    @Test(
        "the longest Chinese unit at the start of a text is read",
        arguments: [
            ("秒", .seconds, 1, 1), ("分钟", .seconds, 60, 2), ("分", .count, 1, 1), ("小时内", .seconds, 3_600, 2),
            ("天", .seconds, 86_400, 1), ("自然日", .seconds, 86_400, 3), ("周", .seconds, 604_800, 1),
            ("周年", .months, 12, 2), ("工作日到账", .businessDays, 1, 3), ("个月", .months, 1, 2), ("个", .count, 1, 1),
            ("年", .months, 12, 1), ("季度", .months, 3, 2), ("元", .money("CNY"), 1, 1), ("块钱", .money("CNY"), 1, 2),
            ("美元", .money("USD"), 1, 2), ("港币", .money("HKD"), 1, 2), ("欧元", .money("EUR"), 1, 2),
            ("英镑", .money("GBP"), 1, 2), ("个百分点", .percent, 1, 4), ("公斤", .measure("kg"), 1, 2),
            ("千米", .measure("km"), 1, 2), ("平方米", .measure("m2"), 1, 3), ("摄氏度", .measure("°"), 1, 3),
        ] as [(String, QuantityUnit, Double, Int)]
    )
    func chinese(text: String, unit: QuantityUnit, factor: Double, length: Int) {
        let found = UnitWords.chinese(text.unicodeScalars)
        #expect(found?.entry.unit == unit)
        #expect(found?.entry.factor == factor)
        #expect(found?.length == length)
    }

    @Test(
        "a Latin unit is read in singular and plural",
        arguments: [
            ("sec", .seconds, 1), ("min", .seconds, 60), ("hrs", .seconds, 3_600), ("h", .seconds, 3_600),
            ("day", .seconds, 86_400), ("days", .seconds, 86_400), ("weeks", .seconds, 604_800), ("month", .months, 1),
            ("years", .months, 12), ("percent", .percent, 1), ("usd", .money("USD"), 1), ("euros", .money("EUR"), 1),
            ("kg", .measure("kg"), 1), ("kilos", .measure("kg"), 1), ("metres", .measure("m"), 1),
            ("inches", .measure("inch"), 1), ("sqm", .measure("m2"), 1), ("times", .count, 1), ("items", .count, 1),
        ] as [(String, QuantityUnit, Double)]
    )
    func latin(word: String, unit: QuantityUnit, factor: Double) {
        let found = UnitWords.latin(word)
        #expect(found?.unit == unit)
        #expect(found?.factor == factor)
    }

    @Test("other words name no unit")
    func none() {
        for text in ["", "以内", "退款", "内元"] { #expect(UnitWords.chinese(text.unicodeScalars) == nil, "\(text)") }
        for word in ["", "in", "refund", "class", "dayss", "Days"] { #expect(UnitWords.latin(word) == nil, "\(word)") }
    }

    @Test(
        "signs and codes name currencies",
        arguments: [
            ("¥", "CNY"), ("￥", "CNY"), ("rmb", "CNY"), ("$", "USD"), ("us$", "USD"), ("hk$", "HKD"), ("€", "EUR"),
            ("gbp", "GBP"), ("dollar", nil), ("元", nil), ("%", nil),
        ] as [(String, String?)]
    )
    func currency(sign: String, code: String?) {
        #expect(UnitWords.currency(sign) == code.map(QuantityUnit.money))
    }
}
