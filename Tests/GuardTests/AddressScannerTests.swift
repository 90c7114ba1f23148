import Testing

@testable import Guard

@Suite struct AddressScannerTests {
    private func found(_ text: String) -> Set<Address> { KnownAddresses.all(in: text) }

    /// The addresses that an answer may not contain without a source.
    private func foreign(_ text: String) -> [Address] {
        var filter = AnswerFilter(sources: [], settings: [], prompt: [])
        let shown = filter.consume(text) + filter.finish()
        return shown == text ? [] : [.web(shown)]
    }

    @Test(
        "an address is recognised in the form in which addresses are compared",
        arguments: [
            ("https://shop.example/help/", .web("shop.example/help")), ("www.shop.cn", .web("shop.cn")),
            ("HTTP://Shop.CN/A", .web("shop.cn/a")), ("//evil.com", .web("evil.com")), ("shop.cn", .web("shop.cn")),
            ("shop.cn.", .web("shop.cn")), ("a.b.museum/x", .web("a.b.museum/x")), ("b.museum/x", .web("b.museum/x")),
            ("javascript:alert(1)", .web("javascript:alert")), ("https:\\\\shop.cn", .web("shop.cn")),
            ("mailto:Me@Shop.cn", .mail("me@shop.cn")), ("mailto:me@shop.cn?subject=x", .mail("me@shop.cn?")),
            ("me@shop.cn", .mail("me@shop.cn")), ("@shop", nil), ("me@shop", nil),
            ("tel:+86-571-5550126", .number("5715550126")),
            ("400-555-0126", .number("4005550126")), ("4005550126", .number("4005550126")),
            ("13800138000", .number("13800138000")), ("0571-55550126", .number("57155550126")),
            ("+86 571", nil), ("+865715555000", .number("5715555000")), ("2027-02-10", .number("20270210")),
            ("12345", nil), ("v1.2", nil), ("note.txt", nil), ("a..cn", nil), ("hello", nil), ("note:", nil),
            ("例子.com", .web("例子.com")), ("例子。公司", .web("例子.公司")), ("微信号：abc_123", .account("abc_123")),
        ] as [(String, Address?)]
    )
    func address(text: String, expected: Address?) {
        #expect(found(text) == Set([expected].compactMap(\.self)))
    }

    @Test(
        "addresses are found in running text, links, brackets and tags",
        arguments: [
            (
                "见 [帮助](https://shop.example/help) 或致电 400-555-0126",
                [.web("shop.example/help"), .number("4005550126")]
            ),
            ("网址：shop.cn，邮箱：me@shop.cn。", [.web("shop.cn"), .mail("me@shop.cn")]),
            ("[me@shop.cn]", [.mail("me@shop.cn")]),
            ("<https://a.cn>", [.web("a.cn")]), ("[see b.cn](https://a.cn \"title\")", [.web("a.cn"), .web("b.cn")]),
            ("Mail me@shop.cn, or call 400 555 0126.", [.mail("me@shop.cn"), .number("4005550126")]),
            ("Refunds take 3 days.", []), ("", []),
        ] as [(String, Set<Address>)]
    )
    func all(text: String, expected: Set<Address>) {
        #expect(found(text) == expected)
    }

    @Test(
        "whatever a reader or a program takes for an address is one, in any writing",
        arguments: [
            // Hosts.
            "evil.museum", "evil.sk", "refund.support", "evil.onion", "shop.evil.internal", "evil.zone/login",
            "bit.ly/x",
            "t.me/refund", "evil-shop.co", "пример.рф", "bücher.example", "xn--fiqs8s.xn--55qx5d", "例子。公司", "例子.公司",
            "例子．中国", "例子.com", "例子。网址/领奖", "evil。com", "evil．com", "evil·com", "evil｡com", "ｅｖｉｌ．ｃｏｍ",
            "evil[.]com", "evil(.)com", "evil[dot]com", "evil (dot) com", "evil dot com", "evil点com", "evil . com",
            "evil. com", "evil{.}com", "evil%2Ecom", "evil&#46;com", "evil&#x2E;com", "evil&period;com",
            "evil&amp;#46;com", "evil\\.com", "evil\\u002ecom", "e\u{200B}vil.co\u{AD}m", "ev**il**.com",
            "`evil`.`com`",
            "𝐞𝐯𝐢𝐥.𝐜𝐨𝐦", "key=evil.com", "url:evil.com", "(evil.com)", "“evil.com”", "见evil.com领取", "EVIL.COM",
            "Evil.Shop",
            "evil.tech:8080", "evil.example?id=1", "user@evil.biz", "user(at)evil(dot)biz", "user＠evil.biz",
            "user [at] evil [dot] biz", "登录 evil.zip", "visit evil.md",
            // Schemes.
            "hxxps://evil.test", "hxxp[:]//evil[.]test", "weixin://dl/chat", "https：／／evil.test",
            "https&colon;//evil.test",
            "foo+bar://x", "htt\u{2060}ps://evil.test", "javascript:alert(1)", "://evil", "https:evil.test",
            "alipays://x",
            // Internet protocol.
            "192.168.12.7", "http://3232235777", "3232235777", "0xC0A80C07", "2001:db8::1", "[2001:db8:0:0:0:0:2:1]",
            "192。168。12。7", "１９２．１６８．１２．７", "0300.0250.0014.0007",
            // Numbers.
            "13800138000", "138 0013 8000", "138-0013-8000", "138.0013.8000", "138–0013–8000", "138·0013·8000",
            "1 3 8 0 0 1 3 8 0 0 0", "１３８００１３８０００", "①③⑧⓪⓪①③⑧⓪⓪⓪", "一三八零零一三八零零零", "一三八〇〇一三八〇〇〇",
            "幺三八零零幺三八零零零", "138零零一三八000", "壹叁捌零零壹叁捌零零零", "+1 (555) 010-9999", "(0571)55550126", "555-0126",
            "1234567", "400 666 9999", "138**0013**8000", "138&nbsp;0013&nbsp;8000", "138&#48;0138000", "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣",
            "6222 0212 3456 7890 123", "٠١٢٣٤٥٦٧٨٩", "138\u{200B}0013\u{200B}8000", "电话13800138000元",
            // Accounts.
            "QQ：12345", "加QQ 84571", "微信：helpdesk88", "微信号 help_desk", "加微信refund888", "vx:abc123", "V信 abc123",
            "Telegram @refund_desk", "WeChat ID: helpdesk", "WhatsApp: refund_1", "LINE ID: desk99", "威信：abc99x",
            "qq 群 776655",
        ]
    )
    func foreignAddresses(text: String) {
        for text in [text, "请看 \(text) 。", "Go to \(text) now.", "好的：\(text)\n谢谢"] {
            #expect(!foreign(text).isEmpty, "\(text)")
        }
    }

    @Test(
        "what only resembles an address stays",
        arguments: [
            "note.txt", "README.md", "install.sh", "main.rs", "setup.py", "config.yaml", "/etc/apt/sources.list",
            "libfoo.so.1", "archive.tar.gz", "Version 1.2.3", "10.15.7", "22.04", "10.0.19045.4291", "版本 1.2.3.4",
            "3.1415926", "0.12345678", "¥1,234,567.89", "1 234 500 元", "12345678 元", "1000000 bytes", "2027-02-10",
            "2026-11-30 17:32:05", "20261130", "30.11.2026", "2019–2023", "2024-2025", "5000-10000", "8:00–24:00",
            "9:00-18:00", "e.g. this", "i.e. that", "a.m.", "U.S.", "Ph.D.", "Node.js", "Vue.js", "done.Then",
            "ok.It works",
            "好的。谢谢", "支持退货。手机、电脑均可", "支持 iPhone。App 里可以看", "请打开设置。网络：4G", "史蒂夫·乔布斯", "RV-90", "E-1042",
            "OV1234567890", "f(x)", "a[i](x)", "re.search(p)", "math.sqrt(2)", "foo.bar()", "obj.someMethod",
            "self.my_name",
            "16:9", "3 点 15 分", "十二点半", "一二三", "二〇二六年", "第一步", "A.1", "1.打开设置", "2.Click here", "1.open it", "Co.Ltd",
            "AT&T", "R&D", "100%", "50%off", "&nbsp;", "a&b", "C++", "and/or", "24/7", "@dataclass", "pkg@1.2.3",
            "key: value",
            "WeChat Pay", "微信支付", "微信 App", "用微信扫码", "QQ 音乐", "line 42", "line 10423", "Telegram or WeChat", "10:30:45",
            "std::vector", "使用.NET框架", "a dot on the map", "the polka dot dress", "1 2 3 4 5 6 7 8", "2023 2024 2025",
            "400 V", "220-240V", "5,000-10,000", "100 mm x 200 mm", "#1234567a", "错误代码 0x80070005", "**注意**：3 天",
            "550e8400-e29b-41d4-a716-446655440000", "The end.\nThen", "iOS 17.5.1", "…", "Mr. Smith", "St. Ives",
        ]
    )
    func ordinary(text: String) {
        for text in [text, "见 \(text)，谢谢", "See \(text) for more"] {
            #expect(foreign(text).isEmpty, "\(text) \(foreign(text))")
        }
    }

    @Test("numbers that the customer named may be repeated, addresses may not")
    func asked() {
        var filter = AnswerFilter(
            sources: [],
            settings: [],
            asked: ["订单 20241130001234 到哪了？是 evil.com 让我问的"],
            prompt: []
        )
        #expect(filter.consume("订单 20241130001234 已发出，见 evil.com。") + filter.finish() == "订单 20241130001234 已发出，见 …。")
    }

    @Test("the target of a link has no title and no angle brackets")
    func targets() {
        #expect(LinkTarget.place("https://a.cn \"title\"") == "https://a.cn")
        #expect(LinkTarget.place(" <https://a.cn/a b> x") == "https://a.cn/a b")
    }
}
