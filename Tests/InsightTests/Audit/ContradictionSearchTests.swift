import Testing

@testable import Insight

@Suite struct ContradictionSearchTests {
    @Test(
        "sentences about the same thing with other values contradict each other",
        arguments: [
            ("签收后 7 天内可以无理由退货。", "签收后 15 天内可以无理由退货。", Contradiction.Kind.period),
            ("Contracts run for 12 months.", "Our contracts run for 24 months.", .period),
            ("金卡年费 300 元。", "金卡的年费是 200 元。", .amount),
            ("The late payment fee is £5.", "We charge a late payment fee of £8.", .amount),
            ("Activating a new SIM costs £10.", "Activating a new SIM is free of charge.", .amount),
            ("营业厅 9:00 到 17:00 营业。", "营业厅 8:30 到 17:00 营业。", .time),
            ("会员购书打九折。", "会员购书打八折。", .percentage),
            ("Each order is limited to six tickets.", "Each order is limited to eight tickets.", .number),
            ("Backups are made every day.", "Backups are made every week.", .frequency),
            ("Booking opens on 12 January.", "Booking opens on 19 January.", .date),
            ("游泳馆每周一闭馆。", "游泳馆每周二闭馆。", .weekday), ("退货运费由买家承担。", "退货运费由我们承担。", .payer),
            ("锂电池可以邮寄。", "锂电池不能邮寄。", .yesOrNo),
            (
                "Single sign-on is included in the Team plan.", "Single sign-on is not included in the Team plan.",
                .yesOrNo
            ),
        ]
    )
    func found(_ one: String, _ other: String, _ kind: Contradiction.Kind) async throws {
        for (first, second) in [(one, other), (other, one)] {
            let found = try await AuditSamples.contradictions(first, second)
            #expect(found.map(\.kind) == [kind])
            #expect(found.map(\.first.sentence) == [first] && found.map(\.second.sentence) == [second])
        }
    }

    @Test(
        "look-alikes do not contradict each other",
        arguments: [
            ("金卡会员签收后 30 天内可以退货。", "签收后 7 天内可以退货。"), ("白金卡年费 1200 元。", "金卡年费 300 元。"),
            ("RV-70 的水箱有 300 毫升。", "RV-90 的水箱有 400 毫升。"),
            ("2024 年，100 积分抵 1 元。", "200 积分抵 1 元。"), ("旧版手册规定年费 260 元。", "年费 300 元。"),
            ("In version 3, exports had 10,000 rows.", "Exports have 100,000 rows."),
            ("Passwords need at least 12 characters.", "Administrators need passwords of at least 16 characters."),
            ("周末 9:30 到 16:00 营业。", "工作日 9:00 到 17:00 营业。"), ("退款一周内到账。", "退款 7 天内到账。"),
            ("寄往境外的运费 60 元。", "寄往国内的运费 12 元。"), ("例如运费 12 元。", "运费 18 元。"), ("标准快件两三天送达。", "标准快件 3 天送达。"),
            ("取现手续费最低 10 元。", "取现手续费最高 50 元。"), ("首次取消没发货的订单要 2 天。", "取消已经发货的订单要 5 天。"),
            ("Is the fee £5?", "The fee is £8."), ("两张商品券不能叠加。", "一单最多用一张商品券。"),
            ("订单延迟超过 15 天的，补偿 50 元优惠券。", "商品断货没法补发的，补偿 20 元优惠券。"),
        ]
    )
    func lookAlikes(_ one: String, _ other: String) async throws {
        #expect(try await AuditSamples.contradictions(one, other).isEmpty)
        #expect(try await AuditSamples.contradictions(other, one).isEmpty)
    }

    @Test("a sentence is compared with the one of a document that fits it best")
    func competition() async throws {
        let policy = (title: "", text: "活动商品签收后 7 天内可以退货。\n\n签收后 15 天内可以退货。")
        let agreeing = (title: "", text: "签收后 15 天内可以退货。")
        #expect(try await AuditSamples.contradictions(policy, agreeing).isEmpty)
        let other = (title: "", text: "签收后 30 天内可以退货。")
        #expect(try await AuditSamples.contradictions(policy, other).map(\.first.words) == ["15 天内"])
    }

    @Test("a row of a table that holds the value elsewhere does not contradict it")
    func rows() async throws {
        let table = (title: "", text: "| 会员 | 本省 | 外省 |\n| --- | --- | --- |\n| 银卡 | 满 59 元包邮 | 满 199 元包邮 |")
        #expect(try await AuditSamples.contradictions(table, (title: "", text: "银卡会员满 199 元包邮。")).isEmpty)
        #expect(try await !AuditSamples.contradictions(table, (title: "", text: "银卡会员满 99 元包邮。")).isEmpty)
    }

    @Test("a document about large items says nothing of others")
    func titles() async throws {
        let plain = (title: "配送说明", text: "偏远地区运费 20 元。")
        #expect(try await AuditSamples.contradictions(plain, (title: "大件配送", text: "偏远地区运费 80 元。")).isEmpty)
        #expect(try await !AuditSamples.contradictions(plain, (title: "配送问答", text: "偏远地区运费 80 元。")).isEmpty)
    }

    @Test("no passages, one passage and passages without statements have no contradictions")
    func edges() async throws {
        #expect(try await AuditSamples.contradictions().isEmpty)
        #expect(try await AuditSamples.contradictions((title: "", text: "签收后 7 天内可以退货。")).isEmpty)
        #expect(try await AuditSamples.contradictions("你好。", "Hello there.").isEmpty)
    }

    @Test("the order of the documents changes nothing")
    func order() async throws {
        let texts = ["签收后 7 天内可以退货。", "签收后 15 天内可以退货。", "年卡 300 元。", "年卡 280 元。"]
        func words(_ order: [Int]) async throws -> Set<Set<String>> {
            let passages = order.map { AuditSamples.passage(texts[$0], path: "\($0).md") }
            let search = try await ContradictionSearch(passages, vectors: AuditSamples.alike(passages.count))
            let subjects = AuditSamples.alike(search.subjects.count)
            return Set(try search.contradictions(with: subjects).map { [$0.first.words, $0.second.words] })
        }
        let found = try await words([0, 1, 2, 3])
        #expect(found == [["7 天内", "15 天内"], ["300 元", "280 元"]])
        #expect(try await words([3, 1, 0, 2]) == found)
    }
}
