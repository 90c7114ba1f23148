/// The kind of number that the surrounding words announce.
struct NumberContext: Sendable, Hashable {
    enum Subject: Sendable, Hashable {
        case phone, id, card
        /// An order, an amount or a code, which identifies no person.
        case other
    }

    /// The subject; nil if the words name none.
    let subject: Subject?

    init(before: ArraySlice<Unicode.Scalar>, after: ArraySlice<Unicode.Scalar>) {
        let lead = Self.withoutFiller(String(String.UnicodeScalarView(before.suffix(Self.reach))).lowercased())
        if let named = Self.words.first(where: { $0.words.contains { Self.ends(lead, with: $0) } }) {
            subject = named.subject
        } else if Self.isJoined(before.last, before.dropLast().last) || Self.isFollowed(by: after) {
            subject = .other
        } else {
            subject = nil
        }
    }

    /// The number of characters before a number that are read.
    private static let reach = 32

    /// Returns whether the number continues a code (`A7-138…`, `SF138…`, `#138…`) or is an amount.
    private static func isJoined(_ last: Unicode.Scalar?, _ secondLast: Unicode.Scalar?) -> Bool {
        guard let last else { return false }
        if last.isASCIILetter || last.isASCIIDigit || "#_¥$€£￥".unicodeScalars.contains(last) { return true }
        return last == "-" && secondLast.map { $0.isASCIILetter || $0.isASCIIDigit } ?? false
    }

    private static func isFollowed(by after: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let next = after.first(where: { $0 != " " }) else { return false }
        if let first = after.first, first.isASCIILetter || first == "_" { return true }
        return "元块円圆%‰件台个只".unicodeScalars.contains(next)
    }

    /// Returns `text` without filler between a word and its number: `号码是：`, `number is`.
    private static func withoutFiller(_ text: String) -> String {
        var text = text[...]
        while true {
            let before = text.count
            while let last = text.last, last.isWhitespace || ":=,(+.\"'“‘：，、（\0".contains(last) { text.removeLast() }
            if let word = filler.first(where: { ends(String(text), with: $0) }) { text.removeLast(word.count) }
            if text.count == before { return String(text) }
        }
    }

    /// Returns whether `text` ends with `word`; a Latin word only as a whole word.
    private static func ends(_ text: String, with word: String) -> Bool {
        guard text.hasSuffix(word) else { return false }
        guard word.first?.isASCII == true else { return true }
        return text.dropLast(word.count).last.map { !($0.isLetter && $0.isASCII) } ?? true
    }

    private static let filler = [
        "号码", "号", "码", "是", "为", "填的", "写的", "number", "no", "nr", "num", "is", "was", "at", "me", "us", "on", "my",
        "under", "id", "code",
    ]

    private static let words: [(subject: Subject, words: [String])] = [
        (
            .other,
            [
                "单", "编", "流水", "发票", "序列", "货", "型", "批次", "条", "税", "账单", "订", "商品", "产品", "order", "tracking",
                "invoice", "serial",
                "sku", "ticket", "case", "reference", "ref", "sn", "s/n", "barcode", "product", "item", "part", "model",
                "parcel", "shipment", "receipt", "rmb", "usd", "cny", "eur", "qq",
            ]
        ),
        (.id, ["身份证", "身份證", "证件", "identity", "identity card"]),
        (.card, ["银行卡", "信用卡", "储蓄卡", "借记卡", "卡", "银行账", "账户", "card", "credit card", "account"]),
        (
            .phone,
            [
                "电话", "手机", "座机", "固话", "致电", "拨打", "打", "联系方式", "微信", "传真", "tel", "phone", "telephone", "mobile",
                "cell",
                "call", "calling", "whatsapp", "wechat", "fax", "text", "ring", "dial",
            ]
        ),
    ]
}
