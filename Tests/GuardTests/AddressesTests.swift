import Testing

@testable import Guard

@Suite struct AddressesTests {
    @Test(
        "an address is recognised in the form in which addresses are compared",
        arguments: [
            ("https://shop.example/help/", .web("shop.example/help")), ("www.shop.cn", .web("shop.cn")),
            ("HTTP://Shop.CN/A", .web("shop.cn/a")), ("//evil.com", .web("evil.com")), ("shop.cn", .web("shop.cn")),
            ("shop.cn.", .web("shop.cn")), ("a.b.museum/x", .web("a.b.museum/x")), ("b.museum/x", nil),
            ("javascript:alert(1)", .web("javascript:alert(1)")), ("https:\\\\shop.cn", .web("shop.cn")),
            ("mailto:Me@Shop.cn", .mail("me@shop.cn")), ("mailto:me@shop.cn?subject=x", .mail("me@shop.cn?")),
            ("me@shop.cn", .mail("me@shop.cn")), ("@shop", nil), ("me@shop", nil), ("tel:+86-571", .telephone("86571")),
            ("400-555-0126", .telephone("4005550126")), ("4005550126", .telephone("4005550126")),
            ("13800138000", .telephone("13800138000")), ("0571-55550126", .telephone("057155550126")),
            ("+86 571", nil), ("+865715555", .telephone("865715555")), ("23800138000", nil), ("1380013800", nil),
            ("555-0126", nil), ("2027-02-10", nil), ("2027-02-100", .telephone("202702100")), ("12345", nil),
            ("1234567890123456", nil), ("v1.2", nil), ("note.txt", nil), ("a..cn", nil), ("hello", nil), ("note:", nil),
        ] as [(String, Addresses.Address?)]
    )
    func address(text: String, expected: Addresses.Address?) {
        #expect(Addresses.address(text[...]) == expected)
    }

    @Test(
        "addresses are found in running text, links, brackets and tags",
        arguments: [
            (
                "见 [帮助](https://shop.example/help) 或致电 400-555-0126",
                [.web("shop.example/help"), .telephone("4005550126")]
            ),
            ("网址：shop.cn，邮箱：me@shop.cn。", [.web("shop.cn"), .mail("me@shop.cn")]),
            ("[me@shop.cn]", [.mail("me@shop.cn")]),
            ("<https://a.cn>", [.web("a.cn")]), ("[see b.cn](https://a.cn \"title\")", [.web("a.cn"), .web("b.cn")]),
            ("Mail me@shop.cn, or call 400 555 0126.", [.mail("me@shop.cn"), .telephone("4005550126")]),
            ("Refunds take 3 days.", []), ("", []),
        ] as [(String, Set<Addresses.Address>)]
    )
    func all(text: String, expected: Set<Addresses.Address>) {
        #expect(Addresses.all(in: text) == expected)
    }

    @Test("a run is split at characters that no address contains, except brackets of a telephone number")
    func parts() {
        #expect(Addresses.parts(of: "(0571)55550126") == ["(0571)55550126"])
        #expect(Addresses.parts(of: "a.cn,b.cn") == ["a.cn", ",", "b.cn"])
        #expect(Addresses.parts(of: "\"a.cn\"") == ["\"", "a.cn", "\""])
        #expect(Addresses.parts(of: "f(x)") == ["f", "(", "x", ")"])
        #expect(Addresses.parts(of: "") == [])
    }

    @Test("the target of a link has no title and no angle brackets")
    func targets() {
        #expect(Addresses.linkTarget("https://a.cn \"title\"") == "https://a.cn")
        #expect(Addresses.linkTarget(" <https://a.cn/a b> x") == "https://a.cn/a b")
    }
}
