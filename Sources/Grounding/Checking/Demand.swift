import Lexicon

/// Something that a text asks the reader to do, by which a fraud gains: to pay, to reveal, to contact, to install.
///
/// An answer may ask for it only if one of its sources does.
struct Demand: Hashable {
    /// The word list that the thing belongs to: `deposit`, `password`.
    let thing: String
    /// Whether the reader is to hand it over to a person, and not only to use it.
    let isHandedOver: Bool

    /// Returns the demands of `clause`. A clause that denies or warns demands nothing.
    static func all(in clause: Clause) -> Set<Demand> {
        let text = clause.text.foldingWidth().foldingCase()
        let isDenied = clause.polarity.isDenying && !asksInSpite(text)
        guard !isDenied else { return [] }
        let named = lists(in: text)
        let isHandedOver = named.contains(handing)
        return Set(
            named.subtracting([handing, entering]).compactMap { thing in
                guard secrets.contains(thing) else { return Demand(thing: thing, isHandedOver: false) }
                return isHandedOver || named.contains(entering) ? Demand(thing: thing, isHandedOver: isHandedOver) : nil
            }
        )
    }

    /// Whether an answer may make the demand only if a source does. A price or a telephone is no demand, but supports
    /// one.
    var isRisky: Bool { thing != Self.price && thing != Self.telephone }

    private static let price = "price"
    private static let telephone = "telephone"

    /// Whether a source that makes `other` demand makes this one as well.
    func isMade(by other: Demand) -> Bool {
        guard isHandedOver == other.isHandedOver || other.isHandedOver else { return false }
        return thing == other.thing || Self.wider[thing]?.contains(other.thing) == true
    }

    /// `不付押金不能退货` denies nothing that it asks for.
    private static func asksInSpite(_ text: String) -> Bool { !inSpite.found(in: text).isEmpty }

    private static let inSpite = AhoCorasick(
        ["否则", "才能", "才可", "方可", "不付", "不交", "不提供", "逾期", "otherwise", "unless", "or else", "without paying"]
            .map { Array($0.unicodeScalars) }
    )

    /// Returns the lists that have a phrase in `text`, which is in lower case.
    private static func lists(in text: String) -> Set<String> {
        var lists: Set<String> = []
        for (finder, text, names) in [(finder.han, text, names.han), (finder.latin, text.spacedWords(), names.latin)] {
            lists.formUnion(finder.found(in: text).map { names[$0] })
        }
        return lists
    }

    /// Finders of the phrases of all lists: Chinese ones anywhere, Latin ones as whole words.
    private static let finder = (
        han: AhoCorasick(phrases.filter(\.isHan).map { Array($0.text.unicodeScalars) }),
        latin: AhoCorasick(phrases.filter { !$0.isHan }.map { Array(" \($0.text) ".unicodeScalars) })
    )
    /// The lists that the phrases of the finders belong to.
    private static let names = (
        han: phrases.filter(\.isHan).map(\.list), latin: phrases.filter { !$0.isHan }.map(\.list)
    )
    private static let phrases: [(text: String, list: String, isHan: Bool)] = things.flatMap { list, words in
        words.split(separator: "|").map { (String($0), list, $0.contains(where: \.isHanCharacter)) }
    }

    private static let (handing, entering) = ("to hand over", "to enter")
    private static let secrets: Set<String> = ["password", "code", "card", "identity"]

    private static let things: [String: String] = [
        "password": "密码|口令|password|passwords|passcode|pin|pin code|login details|credentials|密保|助记词|私钥|private key|"
            + "seed phrase",
        "code": "验证码|动态码|校验码|安全码|短信码|verification code|security code|one time code|one time password|otp|cvv|cvc|"
            + "sms code|confirmation code|authentication code",
        "card": "卡号|银行卡|信用卡号|账户号|银行账号|银行账户|card number|card details|bank account|account number|iban|"
            + "bank details|card information|credit card number",
        "identity": "身份证|证件照|护照号|手持身份|id card|passport number|social security|ssn|id number|photo of your id|"
            + "copy of your id",
        "deposit": "押金|保证金|定金|订金|预付款|诚意金|deposit|security deposit|prepayment|down payment|advance payment",
        "fee": "手续费|解冻费|激活费|工本费|验证费|保险费|服务费|税费|滞纳金|处理费|handling fee|processing fee|activation fee|"
            + "verification fee|service fee|unlock fee|release fee|admin fee|administration fee|insurance fee|"
            + "clearance fee",
        "transfer": "转账|汇款|打款|打钱|转钱|汇到|转到|汇入|转入|转给|打到|transfer|wire|remit|send money|send the money|western union|"
            + "money order|paypal us|zelle|cash app|venmo",
        "coins": "礼品卡|购物卡|充值卡|点卡|比特币|虚拟币|加密货币|泰达币|gift card|gift cards|bitcoin|btc|usdt|crypto|cryptocurrency|"
            + "prepaid card|voucher codes",
        "payment": "付款|支付|请付|先付|需付|预付|缴纳|缴费|交费|补款|补差|付 |扫码付|付给|pay|payment|prepay|pay us|paying",
        "call": "拨打|致电|来电|打电话|call us|call our|call the|call this|please call|phone us|ring us|give us a call|"
            + "text this",
        telephone: "电话|热线|手机|tel|phone|hotline|telephone|call|line|lines",
        price: "元|运费|费用|价格|收费|扣除|付费|cost|costs|charge|charged|charges|price|prices|fee|fees|usd|dollars",
        "messenger": "微信|qq|加好友|加群|私聊|私信|扫码添加|telegram|whatsapp|wechat|line id|signal|skype|discord|viber|"
            + "direct message|dm us|text us|企业微信|钉钉|电报",
        "scan": "扫码|扫描二维码|二维码|扫一扫|qr code|qr|scan the code|scan this",
        "install": "下载|安装|download|downloads|install|installing|installer|apk|apk包|安装包|browser extension|plugin",
        "remote": "远程控制|远程协助|屏幕共享|共享屏幕|向日葵|todesk|teamviewer|anydesk|remote access|remote control|screen sharing|"
            + "share your screen",
        "link": "点击链接|点开链接|打开链接|click the link|click this link|click here|follow the link|open the link|"
            + "tap the link|点击以下|点击下方|点此",
        handing: "提供|告诉|告知|发送|发给|发来|发到|发我|回复|报给|报一下|报出|给我|给到|交给|上传|拍照|出示|私信|提交|核对|说出|send|provide|tell|give|share|"
            + "reply with|submit|upload|text|email us|mail us|message|read out|confirm your|state your|supply|"
            + "forward|disclose|dictate|let us know",
        entering: "输入|填写|填入|录入|键入|enter|type|fill in|input|key in",
    ]

    /// Things that a source asks for by asking for others: whoever names a price is paid.
    private static let wider: [String: Set<String>] = [
        "payment": ["fee", "deposit", "transfer", price], "scan": ["messenger"], "messenger": ["scan"],
        "call": [telephone],
    ]
}
