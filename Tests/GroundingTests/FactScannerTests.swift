import Lexicon
import Testing

@testable import Grounding

@Suite struct FactScannerTests {
    private static func seconds(days: Double) -> Fact { .quantity(days * 86_400, .seconds) }
    private static func seconds(hours: Double) -> Fact { .quantity(hours * 3_600, .seconds) }
    private static func yuan(_ amount: Double) -> Fact { .quantity(amount, .money("CNY")) }

    private static let quantities: [(String, [Fact])] = [
        ("签收后三十天内", [seconds(days: 30)]), ("30 days", [seconds(days: 30)]), ("thirty days", [seconds(days: 30)]),
        ("15 calendar days", [seconds(days: 15)]), ("thirty-day period", [seconds(days: 30)]),
        ("十分钟", [.quantity(600, .seconds)]), ("3 小时", [seconds(hours: 3)]), ("half an hour", [seconds(hours: 0.5)]),
        ("半小时", [seconds(hours: 0.5)]), ("半个月", [.quantity(0.5, .months)]), ("半年", [.quantity(6, .months)]),
        ("half a year", [.quantity(6, .months)]), ("两年", [.quantity(24, .months)]),
        ("two-year warranty", [.quantity(24, .months)]), ("3 个月", [.quantity(3, .months)]),
        ("5 business days", [.quantity(5, .businessDays)]), ("5 working days", [.quantity(5, .businessDays)]),
        ("3-5 个工作日", [.quantity(3, .businessDays), .quantity(5, .businessDays)]),
        ("3 to 5 days", [seconds(days: 3), seconds(days: 5)]),
        ("299 元", [yuan(299)]), ("¥299", [yuan(299)]), ("1.5 万元", [yuan(15_000)]), ("¥50–800", [yuan(50), yuan(800)]),
        ("$5.50", [.quantity(5.5, .money("USD"))]), ("USD 20", [.quantity(20, .money("USD"))]),
        ("20 dollars", [.quantity(20, .money("USD"))]), ("20%", [.quantity(20, .percent)]),
        ("百分之二十", [.quantity(20, .percent)]), ("百分之 15", [.quantity(15, .percent)]), ("95 折", [.quantity(5, .percent)]),
        ("8 折", [.quantity(20, .percent)]), ("8.5 折", [.quantity(15, .percent)]),
        ("2 公斤", [.quantity(2, .measure("kg"))]),
        ("2kg", [.quantity(2, .measure("kg"))]), ("40°C", [.quantity(40, .measure("°"))]),
        ("twice", [.quantity(2, .count)]),
        ("三件", [.quantity(3, .count)]), ("100 多件", [.quantity(100, .count)]), ("the 1st floor", [.quantity(1, nil)]),
        ("1,234.50 元", [yuan(1_234.5)]),
    ]

    @Test("quantities are read with their unit, whatever their spelling", arguments: quantities)
    func quantity(text: String, expected: [Fact]) {
        #expect(FactScanner.statements(in: text).map(\.fact) == expected)
    }

    private static let days: [(String, [Fact])] = [
        ("16:00", [.clock(960)]), ("4 pm", [.clock(960)]), ("4:30 p.m.", [.clock(990)]), ("下午 4 点半", [.clock(990)]),
        ("下午4:30", [.clock(990)]), ("16 点", [.clock(960)]), ("16 点 20 分", [.clock(980)]), ("上午九点", [.clock(540)]),
        ("12 am", [.clock(0)]), ("12 pm", [.clock(720)]), ("24:00", [.clock(0)]), ("中午 1 点", [.clock(780)]),
        ("noon", [.clock(720)]), ("midnight", [.clock(0)]), ("9 o'clock", [.clock(540)]),
        ("9-18 点", [.quantity(9, nil), .clock(1_080)]), ("2027 年 2 月 10 日", [.date(year: 2_027, month: 2, day: 10)]),
        ("2027 年", [.date(year: 2_027, month: nil, day: nil)]), ("二〇二七年二月", [.date(year: 2_027, month: 2, day: nil)]),
        ("10 February 2027", [.date(year: 2_027, month: 2, day: 10)]),
        ("February 10, 2027", [.date(year: 2_027, month: 2, day: 10)]),
        ("the 3rd of May", [.date(year: nil, month: 5, day: 3)]),
        ("2027-02-10", [.date(year: 2_027, month: 2, day: 10)]),
        ("2 月 3 日到 9 日", [.date(year: nil, month: 2, day: 3), .date(year: nil, month: 2, day: 9)]),
        ("3–9 February", [.date(year: nil, month: 2, day: 3), .date(year: nil, month: 2, day: 9)]),
        ("May 5", [.date(year: nil, month: 5, day: 5)]), ("may 5 people", [.quantity(5, nil)]), ("周三", [.weekday(3)]),
        ("星期天", [.weekday(7)]), ("礼拜五", [.weekday(5)]), ("周日", [.weekday(7)]), ("on Mondays", [.weekday(1)]),
        ("Open Sun", [.weekday(7)]), ("in the sun", []), ("400-555-0126", [.code("4005550126")]),
        ("E-1042", [.code("e1042")]),
    ]

    @Test("times, days and codes are read, whatever their spelling", arguments: days)
    func day(text: String, expected: [Fact]) {
        #expect(FactScanner.statements(in: text).map(\.fact) == expected)
    }

    @Test(
        "words with a numeral in them and numbers of list items are no facts",
        arguments: [
            "十分满意", "第三方", "十几个", "一些", "一般", "统一", "one of them", "1. 打开设置", "2) Open the app", "第 1 步 打开", "（3）登录",
            "Step 4: wait",
            "步骤 2：登录", "", "退款",
        ]
    )
    func none(text: String) {
        #expect(FactScanner.statements(in: text).map(\.fact) == [])
    }

    @Test("a number behind the start of a line is no list item, nor is one over 50")
    func listMarks() {
        #expect(FactScanner.statements(in: "共 3。").map(\.fact) == [.quantity(3, nil)])
        #expect(FactScanner.statements(in: "2027. 新年").map(\.fact) == [.quantity(2_027, nil)])
        #expect(FactScanner.statements(in: "好\n1. 等 2 天").map(\.fact) == [Self.seconds(days: 2)])
        #expect(FactScanner.statements(in: "- 1. 等 2 天").map(\.fact) == [Self.seconds(days: 2)])
    }

    @Test(
        "one of something needs no source, more do",
        arguments: [
            ("送一个杯子", "一个", false), ("a day", "a day", false), ("once", "once", false),
            ("two items", "two items", true),
            ("两个", "两个", true), ("1 个", "1 个", true), ("one-day", "one-day", false),
        ]
    )
    func demanding(text: String, words: String, isDemanding: Bool) {
        let statements = FactScanner.statements(in: text)
        #expect(statements.map(\.text) == [words])
        #expect(statements.map(\.isDemanding) == [isDemanding])
    }

    @Test(
        "words around a number set a bound",
        arguments: [
            ("within 24 hours", .below), ("up to 3 days", .below), ("at most 3 days", .below),
            ("no more than 3 days", .below), ("under 5 kg", .below), ("15 天以内", .below), ("15 天内", .below),
            ("不超过 15 天", .below), ("最多 3 件", .below), ("不满 100 元", .below), ("不到 3 天", .below), ("3 天之前", .below),
            ("more than 3 days", .above), ("at least 3 days", .above), ("after 5 days", .above),
            ("5 days later", .above), ("超过 15 天", .above), ("满 299 元", .above), ("至少 3 天", .above), ("15 天以上", .above),
            ("15 天后", .above), ("3 天", nil), ("takes 3 days", nil), ("约 3 天", nil),
        ] as [(String, Statement.Bound?)]
    )
    func bound(text: String, expected: Statement.Bound?) {
        #expect(FactScanner.statements(in: text).map(\.bound) == [expected])
    }

    @Test("a bound that contains another one is not taken for it")
    func nestedBounds() {
        #expect(FactScanner.statements(in: "不少于 3 天").map(\.bound) == [.above])
        #expect(FactScanner.statements(in: "no less than 3 days").map(\.bound) == [.above])
        #expect(FactScanner.statements(in: "不高于 3 天").map(\.bound) == [.below])
        #expect(FactScanner.statements(in: "no longer than 3 days").map(\.bound) == [.below])
    }

    @Test("both ends of a range in Chinese numerals are read")
    func chineseRange() {
        #expect(FactScanner.statements(in: "三到五天").map(\.fact) == [Self.seconds(days: 3), Self.seconds(days: 5)])
    }

    @Test("parts in a thousand are percentages, and ages are years of life")
    func sharesAndAges() {
        #expect(FactScanner.statements(in: "千分之五").map(\.fact) == [.quantity(0.5, .percent)])
        #expect(FactScanner.statements(in: "18 周岁").map(\.fact) == [.quantity(18, .measure("age"))])
        #expect(FactScanner.statements(in: "18 years old").map(\.fact) == [.quantity(18, .measure("age"))])
    }

    private static let equal: [(Fact, Fact, Bool)] = [
        (.quantity(3, .months), .quantity(3, .months), true), (.quantity(3, .months), .quantity(4, .months), false),
        (.quantity(3, .months), .quantity(3, nil), true), (.quantity(3, nil), .quantity(3, .percent), true),
        (.quantity(3, .months), .quantity(3, .count), false), (seconds(days: 5), .quantity(5, .businessDays), false),
        (.date(year: nil, month: 2, day: 10), .date(year: 2_027, month: 2, day: 10), true),
        (.date(year: 2_026, month: 2, day: 10), .date(year: 2_027, month: 2, day: 10), false),
        (.date(year: nil, month: 2, day: 10), .date(year: nil, month: 2, day: 11), false),
        (.date(year: nil, month: 2, day: nil), .date(year: nil, month: 2, day: 11), true),
        (.date(year: 2_027, month: nil, day: nil), .date(year: 2_027, month: 3, day: nil), true),
        (.date(year: 2_027, month: nil, day: nil), .date(year: nil, month: 3, day: nil), false),
        (.quantity(9, nil), .clock(540), true), (.clock(540), .quantity(9, nil), true),
        (.quantity(9, nil), .clock(541), false), (.quantity(10, nil), .date(year: nil, month: 2, day: 10), true),
        (.quantity(11, nil), .date(year: nil, month: 2, day: 10), false),
        (.date(year: 2_027, month: nil, day: nil), .quantity(2_027, nil), true), (.clock(540), .clock(540), true),
        (.weekday(1), .weekday(2), false), (.code("e1042"), .code("e1043"), false), (.clock(9), .weekday(9), false),
    ]

    @Test(
        "a fact is stated by another spelling of it, and by a part of a date or a number without unit",
        arguments: equal
    )
    func said(fact: Fact, other: Fact, expected: Bool) {
        #expect(fact.isSaid(by: other) == expected)
    }
}
