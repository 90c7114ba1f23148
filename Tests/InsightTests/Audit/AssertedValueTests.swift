import Testing

@testable import Insight

@Suite struct AssertedValueTests {
    private func value(_ text: String) throws -> AssertedValue {
        try #require(AuditSamples.values(text).first?.value, "\(text)")
    }

    @Test(
        "values in other units or words agree",
        arguments: [
            ("退款申请 24 小时之内处理。", "退款申请一天之内处理。"), ("体验课的有效期为一周。", "体验课的有效期为 7 天。"),
            ("The voucher expires after 12 months.", "The voucher expires after one year."),
            ("网页端上传文件最大 3072 MB。", "网页端上传文件最大 3 GB。"), ("标准快件 2 到 4 天送达。", "标准快件 3 天送达。"),
            ("The warranty lasts 24 months.", "The warranty lasts at least 12 months."),
            ("Screen repairs usually take 4 days.", "Screen repairs take 3 to 5 days."),
            ("The museum is closed on Mondays.", "The museum is open Tuesday to Sunday."),
            ("Refunds take 5 working days.", "Refunds take 7 days."), ("邮寄材料要 3 个工作日。", "邮寄材料要 5 天。"),
        ]
    )
    func agreement(_ one: String, _ other: String) throws {
        let (first, second) = (try value(one), try value(other))
        #expect(first.isComparable(with: second))
        #expect(first.agrees(with: second) && second.agrees(with: first))
    }

    @Test(
        "other values do not agree",
        arguments: [
            ("退款申请 24 小时之内处理。", "退款申请 48 小时之内处理。"), ("体验课的有效期为一周。", "体验课的有效期为 10 天。"),
            ("网页端上传文件最大 5 GB。", "网页端上传文件最大 2 GB。"), ("标准快件 2 到 4 天送达。", "标准快件 5 天送达。"),
            ("The box office opens at 10 am.", "The box office opens at 11 am."),
            ("The museum is closed on Mondays.", "The museum is closed on Tuesdays."),
            ("The desk is open Monday to Friday.", "The desk is open Monday to Saturday."),
            ("账单每月 1 日出具。", "账单每月 5 号出具。"), ("Refunds take 5 working days.", "Refunds take 30 days."),
            ("退货运费由买家承担。", "退货运费由我们承担。"), ("上门取件免费。", "上门取件收 5 元。"),
        ]
    )
    func disagreement(_ one: String, _ other: String) throws {
        let (first, second) = (try value(one), try value(other))
        #expect(first.isComparable(with: second))
        #expect(!first.agrees(with: second) && !second.agrees(with: first))
    }

    @Test(
        "values of other things are not compared",
        arguments: [
            ("押金每辆 99 元。", "The deposit is $15 a bike."), ("最多登录 5 台设备。", "最多导出 5 张表格。"),
            ("账单每月 1 日出具。", "账单在 3 月 8 日出具。"), ("文件最大 10 GB。", "包裹最重 10 公斤。"),
        ]
    )
    func incomparable(_ one: String, _ other: String) throws {
        #expect(try !value(one).isComparable(with: value(other)))
    }
}
