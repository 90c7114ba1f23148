import Testing

@testable import Privacy

@Suite struct WrittenNumberTests {
    /// Returns the number that `written` is: digits with spaces, hyphens and points, perhaps a `+` before and an `X`
    /// behind, after the words `lead`.
    private func number(_ written: String, after lead: String = "") -> WrittenNumber {
        let body = written.filter { $0.isNumber || " -.".contains($0) }
        return WrittenNumber(
            groups: body.split { !$0.isNumber }.map(String.init),
            separators: body.split(whereSeparator: \.isNumber).map(String.init),
            hasPlus: written.hasPrefix("+"),
            endsInX: written.hasSuffix("X"),
            context: NumberContext(before: Array(lead.unicodeScalars)[...], after: [])
        )
    }

    @Test(
        "a Chinese or foreign telephone number is one by its form",
        arguments: [
            ("13800138000", true), ("19900138000", true), ("12800138000", false), ("23800138000", false),
            ("1380013800", false), ("138001380001", false), ("138 0013 8000", true), ("13 800 138 000", false),
            ("138 00 138 000", false), ("86 13800138000", true), ("8613800138000", true), ("8513800138000", false),
            ("0571 55550126", true), ("0571 5555012", true), ("057155550126", true), ("0571555501", false),
            ("010 12345678", true), ("01012345678", true), ("0101234567", false), ("86 571 55550126", true),
            ("0571-55550126-801", true), ("415-555-2671", true), ("415 555 2671", false), ("115-555-2671", false),
            ("415-155-2671", false), ("1-415-555-2671", true), ("415-555-267", false), ("+44 20 7946 0958", true),
            ("+12345678", true), ("+1234567", false), ("+1234567890123456", false), ("020 7946 0958", true),
            ("0044 20 7946 0958", true), ("0021 20 7946 0958", false), ("001 415 555 2671", true),
            ("00212 5 2345 6789", true), ("002 415 555 2671", false), ("0044 20 79", false),
            ("400-555-0126", false), ("800-555-0126", false), ("+1 800-555-0126", false), ("+1 801-555-0126", true),
            ("4005550126", false), ("2026-11-30", false), ("5555012", false),
        ]
    )
    func phone(written: String, isPhone: Bool) {
        #expect(number(written).kind == (isPhone ? .phone : nil))
    }

    @Test(
        "a payment card has the digits of its network and the right check digit",
        arguments: [
            ("4111111111111111", true), ("4111 1111 1111 1111", true), ("4111-1111-1111-1111", true),
            ("4111.1111.1111.1111", false), ("4111111111111112", false), ("5555555555554444", true),
            ("2223003122003222", true), ("3530111333300000", true), ("378282246310005", true),
            ("3782 822463 10005", true), ("30569309025904", true), ("38520000023237", true),
            ("6011111111111117", true), ("6200000000000005", true), ("9111111111111111", false),
            ("41111111111111", false), ("4 111 1111 1111 1111", false),
        ]
    )
    func card(written: String, isCard: Bool) {
        #expect(number(written).kind == (isCard ? .card : nil))
    }

    @Test(
        "an identity number has a date and the right check digit",
        arguments: [
            ("11010519491231002X", true), ("110105 19491231 002X", true), ("110105199003070011", false),
            ("11010519491331002X", false), ("11010518001231002X", false), ("01010519491231002X", false),
            ("11 01 05 19491231002X", true), ("11 01 05 1949 1231002X", false), ("110105491231002", false),
            ("13800138000X", false),
        ]
    )
    func identity(written: String, isIdentity: Bool) {
        #expect(number(written).kind == (isIdentity ? .id : nil))
    }

    @Test(
        "words make a number of another form private, or a number of the form none",
        arguments: [
            ("5555012", "电话 ", .phone), ("555501", "电话 ", .phone), ("4155552671", "call ", .phone),
            ("4005550126", "电话 ", nil), ("110105491231002", "身份证 ", .id), ("110105194912310021", "身份证 ", .id),
            ("11010549123100", "身份证 ", nil), ("622200000000001", "卡号 ", .card), ("62220000000000", "卡号 ", nil),
            ("13800138000", "订单 ", nil), ("11010519491231002X", "order ", nil), ("4111111111111111", "invoice ", nil),
        ] as [(String, String, PrivateDataMask.Kind?)]
    )
    func named(written: String, lead: String, kind: PrivateDataMask.Kind?) {
        let expected = written.count < 7 ? nil : kind
        #expect(number(written, after: lead).kind == expected)
    }

    @Test(
        "the key is the same for all spellings of a number",
        arguments: [
            ("+86 138-0013-8000", "13800138000"), ("0086 13800138000", "13800138000"), ("8613800138000", "13800138000"),
            ("0571-55550126", "57155550126"), ("86138001380", "86138001380"), ("+86 571 5555 0126", "57155550126"),
            ("4111 1111 1111 1111", "4111111111111111"), ("+86138001380", "138001380"),
        ]
    )
    func key(written: String, expected: String) {
        #expect(number(written).key == expected)
    }
}
