import Testing

@testable import Privacy

@Suite struct NumberScanTests {
    private struct Found: Equatable {
        let kind: PrivateDataMask.Kind
        let text: String
        let key: String
    }

    private func found(_ text: String) -> [Found] {
        let scalars = Array(text.unicodeScalars)
        return NumberScan(scalars).findings.map {
            Found(kind: $0.kind, text: String(String.UnicodeScalarView(scalars[$0.range])), key: $0.key)
        }
    }

    @Test(
        "a number of a person is found with its kind, its place and a key for all its spellings",
        arguments: [
            ("打 13800138000 找我", .phone, "13800138000", "13800138000"),
            ("+86 138-0013-8000", .phone, "+86 138-0013-8000", "13800138000"),
            ("0086 13800138000", .phone, "0086 13800138000", "13800138000"),
            ("call (010) 12345678.", .phone, "(010) 12345678", "1012345678"),
            ("(010 12345678", .phone, "010 12345678", "1012345678"),
            ("2024-01-15 13800138000", .phone, "13800138000", "13800138000"),
            ("x+8613800138000", .phone, "+8613800138000", "13800138000"),
            ("1+13800138000", .phone, "+13800138000", "13800138000"),
            ("+4155552671", .phone, "+4155552671", "4155552671"), ("1+4155552671", nil, "", ""),
            ("号 11010519491231002X。", .id, "11010519491231002X", "11010519491231002"),
            ("身份证 110105491231002", .id, "110105491231002", "110105491231002"),
            ("4111 1111 1111 1111", .card, "4111 1111 1111 1111", "4111111111111111"),
            ("订单号 202611300123456", nil, "", ""), ("¥13800138000", nil, "", ""), ("13800138000 元", nil, "", ""),
            ("2026-11-30", nil, "", ""), ("20261130", nil, "", ""), ("快递单号 SF13800138000", nil, "", ""),
            ("order 4111111111111111", nil, "", ""), ("invoice no. 13800138000", nil, "", ""),
            ("400-555-0126", nil, "", ""), ("共 1234567 件", nil, "", ""), ("4111 1111 1111 1112", nil, "", ""),
            ("3.14159265358979", nil, "", ""), ("", nil, "", ""),
        ] as [(String, PrivateDataMask.Kind?, String, String)]
    )
    func scan(text: String, kind: PrivateDataMask.Kind?, number: String, key: String) {
        #expect(found(text) == (kind.map { [Found(kind: $0, text: number, key: key)] } ?? []))
    }

    @Test("two numbers in a row are two findings")
    func several() {
        #expect(found("13800138000 13900139000").map(\.text) == ["13800138000", "13900139000"])
        #expect(found("13800138000, 4111 1111 1111 1111").map(\.kind) == [.phone, .card])
    }

    @Test(
        "the words around a number name its subject",
        arguments: [
            ("订单号：", "", .other), ("发票", "", .other), ("SF", "", .other), ("A7-", "", .other), ("¥ ", "", nil),
            ("¥", "", .other),
            ("#", "", .other), ("共 ", "元", .other), ("", " 件", .other), ("", "pcs", .other), ("", "_1", .other),
            ("order ", "", .other), ("invoice no. ", "", .other), ("reorder ", "", nil), ("手机号是", "", .phone),
            ("致电", "", .phone), ("微信号 ", "", .phone), ("下单手机：", "", .phone), ("my phone number is ", "", .phone),
            ("call me at ", "", .phone), ("megacall ", "", nil), ("身份证号码为 ", "", .id), ("identity card ", "", .id),
            ("卡号 ", "", .card), ("银行账号：", "", .card), ("credit card ", "", .card), ("请在 ", " 之前", nil), ("", "", nil),
            ("是 ", "", nil), ("- ", "", nil), (" -", "", nil),
        ] as [(String, String, NumberContext.Subject?)]
    )
    func context(before: String, after: String, subject: NumberContext.Subject?) {
        let context = NumberContext(before: Array(before.unicodeScalars)[...], after: Array(after.unicodeScalars)[...])
        #expect(context.subject == subject)
    }
}
