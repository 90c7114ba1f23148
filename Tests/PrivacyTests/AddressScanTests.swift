import Testing

@testable import Privacy

@Suite struct AddressScanTests {
    private func found(_ text: String) -> [PrivateDataScan.Finding] { AddressScan(Array(text.unicodeScalars)).findings }

    private func texts(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return found(text).map { String(String.UnicodeScalarView(scalars[$0.range])) }
    }

    @Test(
        "an e-mail address ends where its ASCII characters end",
        arguments: [
            ("写信到me@shop.example吧", ["me@shop.example"]), ("a+b@shop.co.uk", ["a+b@shop.co.uk"]),
            (".me@shop.cn.", ["me@shop.cn"]), ("-me@shop.cn-", ["me@shop.cn"]),
            ("me_1@my-shop.cn", ["me_1@my-shop.cn"]),
            ("a@b.cn c@d.cn", ["a@b.cn", "c@d.cn"]), ("a@b.cn@c.cn", ["a@b.cn"]), ("a@b", []), ("a@b.c", []),
            ("a@b.c0m", []), ("a@.cn", []), ("@shop.cn", []), ("5 @ 3.cn", []), ("微信@我", []), ("", []),
        ]
    )
    func email(text: String, expected: [String]) {
        #expect(texts(text) == expected)
        #expect(found(text).allSatisfy { $0.kind == .email })
    }

    @Test("the key of an address has no case")
    func keys() {
        #expect(found("Me@Shop.Example").map(\.key) == ["me@shop.example"])
        #expect(found("de89 3704 0044 0532 0130 00").map(\.key) == ["DE89370400440532013000"])
    }

    @Test(
        "an IBAN has the right check digits, in groups of four or without spaces",
        arguments: [
            ("DE89370400440532013000", ["DE89370400440532013000"]),
            ("DE89 3704 0044 0532 0130 00 bitte", ["DE89 3704 0044 0532 0130 00"]),
            ("账户GB82WEST12345698765432。", ["GB82WEST12345698765432"]), ("NO9386011117947", ["NO9386011117947"]),
            ("DE88370400440532013000", []), ("DE893704 00440532013000", ["DE893704 00440532013000"]),
            ("DE89 370 40044 0532 0130 00", []), ("xDE89370400440532013000", []), ("1DE89370400440532013000", []),
            ("DE8937040044053201300", []), ("D989370400440532013000", []),
        ]
    )
    func iban(text: String, expected: [String]) {
        #expect(texts(text) == expected)
        #expect(found(text).allSatisfy { $0.kind == .card })
    }
}
