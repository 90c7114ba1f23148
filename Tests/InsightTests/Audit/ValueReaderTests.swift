import Testing

@testable import Insight

@Suite struct ValueReaderTests {
    private typealias Unit = AssertedValue.Unit

    private func values(_ text: String) -> [AssertedValue] { AuditSamples.values(text).compactMap(\.value) }

    @Test(
        "numbers are read with their unit, in both languages",
        arguments: [
            ("Phones can be returned within 14 days.", Unit.duration, 14.0 * 86_400),
            ("退货须在签收后三十天内申请。", .duration, 30 * 86_400),
            ("Refunds reach the account in ten working days.", .businessDays, 10),
            ("年卡现价 2880 元。", .money("CNY"), 2_880), ("保价费是声明价值的 3‰。", .percent, 0.3),
            ("保价费按声明价值的千分之五收取。", .percent, 0.5), ("单个文件最大 10 GB。", .measure("bytes"), 10e9),
            ("Backup files have at most 500 MB.", .measure("bytes"), 500e6),
            ("生日当月双倍积分。", .measure("times"), 2), ("Members earn triple points in May.", .measure("times"), 3),
            ("Students pay half the price of a ticket.", .percent, 50), ("学生购票享受半价优惠。", .percent, 50),
            ("上门取件不另外收费。", .money(nil), 0), ("Installation is free of charge.", .money(nil), 0),
        ]
    )
    func units(_ text: String, _ unit: AssertedValue.Unit, _ number: Double) throws {
        let value = try #require(values(text).first { $0.unit == unit })
        #expect(abs(value.low - number) < 1e-6 && value.low == value.high)
    }

    @Test(
        "the two ends of a range are one value, with parts of the day between them",
        arguments: [
            ("客服电话每天早上 8 点到晚上 10 点有人接。", 480.0, 1_320.0), ("人工客服 9:00 到 18:00 在线。", 540, 1_080),
            ("Technical support answers from 7 am to 11 pm.", 420, 1_380),
        ]
    )
    func ranges(_ text: String, _ low: Double, _ high: Double) throws {
        let value = try #require(values(text).first { $0.unit == .clock })
        #expect((value.low, value.high) == (low, high))
    }

    @Test(
        "the whole day is a range of hours, and 24 hours until something happens are a period",
        arguments: [
            ("抢修电话 24 小时有人接听。", true), ("Technical support is available around the clock.", true),
            ("Bikes are available 24 hours a day.", true), ("投诉在 24 小时内有人答复。", false),
            ("Complaints are answered within 24 hours.", false),
        ]
    )
    func wholeDay(_ text: String, isClock: Bool) {
        #expect(values(text).contains { $0.unit == .clock && $0.low == 0 && $0.high == 1_440 } == isClock)
        #expect(values(text).contains { $0.unit == .duration } != isClock)
    }

    @Test(
        "days of the month and of the year are dates, not periods",
        arguments: [
            ("账单每月 1 日出具。", 1.0), ("每月 5 号寄出账单。", 5), ("Bills are sent on the 15th of each month.", 15),
            ("Booking for the spring season opens on 12 January.", 112), ("春季报名从 3 月 8 日开始。", 308),
        ]
    )
    func dates(_ text: String, _ number: Double) {
        #expect(values(text).map(\.unit) == [.date] && values(text).map(\.low) == [number])
    }

    @Test(
        "a day of a year that is named is history, and so is a year",
        arguments: ["1563年瘟疫在伦敦流行了很久。", "On 12 May 1905, the assembly met here."]
    )
    func history(_ text: String) { #expect(values(text).isEmpty) }

    @Test(
        "days on which something is closed are turned into those on which it is open",
        arguments: [
            ("The museum is open from Tuesday to Sunday.", 0b111_1110),
            ("The museum is closed on Mondays.", 0b111_1110),
            ("博物馆周一闭馆。", 0b111_1110), ("博物馆周二至周日开放。", 0b111_1110), ("桑拿房每周三检修。", 0b000_0100),
            ("The pool is open on Saturdays and Sundays.", 0b110_0000), ("值班从周六到周一。", 0b110_0001),
        ]
    )
    func weekdays(_ text: String, _ days: Int) {
        #expect(values(text).filter { $0.unit == .weekday }.map(\.low) == [Double(days)])
    }

    @Test(
        "the one who pays is a value",
        arguments: [
            ("退货运费由买家承担。", 1.0), ("质量问题的退货运费由我们承担。", 0), ("拒收的快件，退回运费由寄件人负担。", 1),
            ("Return postage is paid by the customer.", 1), ("We pay the postage for returns.", 0),
            ("You pay the postage for returns.", 1), ("保险费由公司支付。", 0),
        ]
    )
    func payers(_ text: String, _ payer: Double) {
        #expect(values(text).filter { $0.unit == .payer }.map(\.low) == [payer])
    }

    @Test(
        "who pays an amount is no value of its own",
        arguments: [
            "We pay up to $800 a year for dental claims.", "请支付订单，支付后发货。", "If you pay late, the order is cancelled.",
        ]
    )
    func noPayers(_ text: String) { #expect(!values(text).contains { $0.unit == .payer }) }
}
