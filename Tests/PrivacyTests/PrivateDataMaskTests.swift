import Privacy
import Testing

@Suite struct PrivateDataMaskTests {
    private let mask = PrivateDataMask()

    @Test(
        "a telephone number is masked, however it is written",
        arguments: [
            "13800138000", "138 0013 8000", "138-0013-8000", "１３８００１３８０００", "+86 138 0013 8000", "+8613800138000",
            "0086-13800138000", "8613800138000", "(+86)13800138000", "138\u{200B}0013\u{200B}8000", "1380013 8000",
            "138－0013－8000", "０５７１－５５５５０１２６", "0571-55550126", "0571 5555 0126", "(0571)55550126", "（010）12345678",
            "010-12345678", "057155550126", "0571-5555012", "+86 571 5555 0126", "+1 (415) 555-2671", "(415) 555-2671",
            "415-555-2671", "415.555.2671", "1-415-555-2671", "+44 20 7946 0958", "020 7946 0958", "0044 20 7946 0958",
            "+852 5123 4567", "+49 30 901820",
        ]
    )
    func phones(number: String) {
        #expect(mask.masked(number) == "[phone]")
        #expect(mask.masked("我的手机是\(number)，请回电") == "我的手机是[phone]，请回电")
        #expect(mask.masked("收件人张三\(number)浙江杭州") == "收件人张三[phone]浙江杭州")
        #expect(mask.masked("Call me at \(number), thanks.") == "Call me at [phone], thanks.")
        #expect(mask.masked("2024-01-15 \(number)") == "2024-01-15 [phone]")
    }

    @Test(
        "a number that only its words make a telephone number is masked",
        arguments: [
            ("座机 55550126 没人接", "座机 [phone] 没人接"), ("打我电话：5555012", "打我电话：[phone]"),
            ("my phone number is 4155552671", "my phone number is [phone]"),
            ("whatsapp 447911123456", "whatsapp [phone]"),
            ("微信号13800138000", "微信号[phone]"), ("手机号码１３８００１３８０００和13900139000", "手机号码[phone]和[phone]"),
        ]
    )
    func namedPhones(text: String, expected: String) {
        #expect(mask.masked(text) == expected)
    }

    @Test(
        "the number of an identity card is masked",
        arguments: [
            "11010519491231002X", "11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", "110105 19491231 002X",
            "440524188001010014",
        ]
    )
    func identity(number: String) {
        let expected = number.hasPrefix("4405241880") ? number : "[id]"
        #expect(mask.masked("号\(number)。") == "号\(expected)。")
    }

    @Test("after words for an identity card, a number with an error or of the old form is masked")
    func namedIdentity() {
        #expect(mask.masked("身份证号是110105194912310021") == "身份证号是[id]")
        #expect(mask.masked("身份证：110105491231002") == "身份证：[id]")
        #expect(mask.masked("110105194912310021") == "110105194912310021")
    }

    @Test(
        "the number of a card or an account is masked",
        arguments: [
            "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "5555555555554444", "378282246310005",
            "3782 822463 10005", "6200000000000005", "6217 0012 3456 7890 129", "6011111111111117",
            "DE89 3704 0044 0532 0130 00",
            "DE89370400440532013000", "GB29NWBK60161331926819", "４１１１ １１１１ １１１１ １１１１",
        ]
    )
    func cards(number: String) {
        let isLuhn = !number.hasPrefix("6217")
        #expect(mask.masked("刷的卡号 \(number)，退到哪") == "刷的卡号 [card]，退到哪")
        if isLuhn { #expect(mask.masked("paid with \(number) today") == "paid with [card] today") }
    }

    @Test(
        "an e-mail address is masked",
        arguments: ["zhang.san@qq.com", "a+b_c%d@mail.example.co.uk", "x@y.cn", "ｚｈａｎｇ＠ｑｑ．ｃｏｍ", "13800138000@163.com"]
    )
    func email(address: String) {
        #expect(mask.masked("发到\(address)谢谢") == "发到[email]谢谢")
        #expect(mask.masked("Send it to \(address).") == "Send it to [email].")
    }

    @Test(
        "numbers that identify no person stay",
        arguments: [
            "订单号 13800138000 什么时候到", "订单13800138000", "order 13800138000", "Order no. 4111111111111111",
            "运单号：13912345678",
            "my tracking number is 13912345678", "SF1380013800012", "单号 SF13800138000", "#13800138000", "A7-III",
            "A7-13800138000",
            "HP-10", "SKU13800138000", "编号：110105194912310021", "2024-01-15", "2024-01-15 10:30:00", "20240115",
            "2024年1月15日",
            "01-02-2024", "09:00–21:00", "1999 元", "¥13800138000", "13800138000元", "12,345,678.90", "199.00-299.00",
            "15 天", "3.14159265358979",
            "400-555-0126", "4005550126", "电话 400-555-0126（每天 9:00–21:00）", "+1 800 555 0199", "95588", "110", "12315",
            "1234567890123456789",
            "4200001234202401151234567890", "202401152200146543210000", "978-7-5399-1234-5", "192.168.100.138",
            "1.2.3.4", "v0.12.345",
            "12345678", "1700000000", "1700000000000", "6901234567892", "4111111111111112", "110105194912310021", "@张三",
            "a@b", "5@3.",
            "prices 299 399 4999", "12 x 34", "100%", "iPhone 15 Pro Max 256GB", "GB12ABCD", "扫码 6901234567892",
            "满 5000 减 600", "",
        ]
    )
    func survivors(text: String) {
        #expect(mask.masked(text) == text)
    }

    @Test("only the kinds in the settings are masked")
    func kinds() {
        let text = "13800138000 a@b.cn 4111111111111111 11010519491231002X"
        #expect(mask.masked(text) == "[phone] [email] [card] [id]")
        #expect(PrivateDataMask([.email]).masked(text) == "13800138000 [email] 4111111111111111 11010519491231002X")
        #expect(PrivateDataMask([]).masked(text) == text)
    }

    @Test("numbers and addresses in the company's own texts stay, however they are written, and no others")
    func spared() {
        let own = PrivateDataMask(sparing: ["phone +86 571 5555 0126", "Service@Orvela.example"]).sparing([
            "门店：13800138000"
        ])
        #expect(own.masked("请拨打 0571-55550126 或 0571 5555 0127") == "请拨打 0571-55550126 或 [phone]")
        #expect(own.masked("service@orvela.example, me@orvela.example") == "service@orvela.example, [email]")
        #expect(own.masked("+86 138 0013 8000 / 13800138001") == "+86 138 0013 8000 / [phone]")
    }

    @Test("masking twice changes nothing more, and the rest of a text stays unchanged")
    func stable() {
        let text = "你好👋🏽\r\n我是é\u{301}，电话\u{3000}１３８ ００１３ ８０００\u{200D}🧾，邮箱 a@b.cn【1】"
        let once = mask.masked(text)
        #expect(once == "你好👋🏽\r\n我是é\u{301}，电话\u{3000}[phone]\u{200D}🧾，邮箱 [email]【1】")
        #expect(mask.masked(once) == once)
    }

    @Test("a long text of digits, dots and letters is scanned in time")
    func long() {
        let text = String(repeating: "1 2-3.4 ", count: 20_000) + "@" + String(repeating: "a.", count: 20_000)
        #expect(mask.masked(text) == text)
        let digits = String(repeating: "7", count: 200_000)
        #expect(mask.masked(digits) == digits)
    }
}
