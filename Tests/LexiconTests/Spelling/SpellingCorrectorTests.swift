import Testing

@testable import Lexicon

@Suite struct SpellingCorrectorTests {
    private static let chinese = corrector(
        [
            "退货政策：签收后七天内可以申请退货。退货运费由买家承担，质量问题的运费由卖家承担。",
            "发票：在订单页面申请电子发票，发票抬头可以修改。会员每月有两张优惠券。",
            "把订单 E-1042 寄到北京的仓库。蓝牙耳机保修一年，配件 KX-220 保修三个月。",
        ]
    )
    private static let english = corrector(
        [
            "Refunds are paid within five days after the warehouse receives the parcel.",
            "You can return an item within 15 days. Shipping costs for returns are paid by the buyer.",
            "The warranty of the headphones is one year. Part KX-220 has a warranty of three months.",
        ]
    )

    private static func corrector(_ texts: [String]) -> SpellingCorrector {
        var counts = WordCounts()
        for text in texts { counts.add(text) }
        let chinese = ["怎么": -8, "什么": -7, "多久": -11, "需要": -8, "我": -6, "的": -3, "要": -6, "想": -7, "吗": -8, "谁": -9]
        let latin = ["how": -9, "what": -9, "long": -9, "does": -9, "take": -9, "purchase": -12, "invoice": -12]
        return SpellingCorrector(
            counts: counts,
            chinese: chinese.mapValues(Float.init),
            latin: latin.mapValues(Float.init)
        )
    }

    @Test(
        "pinyin becomes the words that the knowledge base has, with or without blanks",
        arguments: [
            ("zenme tuihuo", "怎么退货"), ("zen me tui huo", "怎么退货"), ("zenmetuihuo?", "怎么退货?"),
            ("tuihuo yunfei shui chengdan", "退货运费谁承担"), ("怎么shenqing发票", "怎么申请发票"),
            ("保修 duo jiu", "保修多久"), ("Zenme xiugai fapiao taitou", "怎么修改发票抬头"),
        ]
    )
    func pinyin(question: String, meant: String) {
        #expect(Self.chinese.correction(of: question) == meant)
    }

    @Test(
        "characters of the same or a similar sound are corrected",
        arguments: [
            ("退货政册", "退货政策"), ("怎么申请退或", "怎么申请退货"), ("电子发飘怎么申请", "电子发票怎么申请"),
            ("运废由谁承担", "运费由谁承担"), ("优惠卷怎么修改", "优惠券怎么修改"), ("淘货政策", nil),
        ]
    )
    func homophones(question: String, meant: String?) {
        #expect(Self.chinese.correction(of: question) == meant)
    }

    @Test("a word that the language has is not taken for another one that is spelt alike")
    func knownWords() {
        var counts = WordCounts()
        for _ in 0..<5 { counts.add("Opening hours: Mon to Fri, 9 to 17. We ship abroad.") }
        for _ in 0..<400 { counts.add("We send each parcel to the place that you name in your order.") }
        let latin: [String: Float] = ["moon": -12.5, "mon": -9, "ship": -10, "the": -4, "you": -5]
        let corrector = SpellingCorrector(counts: counts, chinese: [:], latin: latin)
        #expect(corrector.correction(of: "do you ship to the moon") == nil)
        #expect(corrector.correction(of: "do you shipp abroad") == "do you ship abroad")
    }

    @Test(
        "typing errors are corrected, even if every word has one",
        arguments: [
            ("how long does a refnud take", "how long does a refund take"),
            ("warrany of headphnoes", "warranty of headphones"),
            ("shiping csots", "shipping costs"), ("Retrun an itme", "Return an item"),
        ]
    )
    func typos(question: String, meant: String) {
        let corrected = Self.english.correction(of: question)
        #expect(corrected == meant || corrected == meant.replacing("refund", with: "refunds"))
    }

    @Test("missing blanks are set between words")
    func blanks() {
        #expect(Self.english.correction(of: "howdoireturnanitem?") == "how do i return an item?")
        #expect(Self.english.correction(of: "Warrantyoftheheadphones") == "Warranty of the headphones")
    }

    @Test(
        "what is right stays, and so do codes, names, numbers and common words that the knowledge base lacks",
        arguments: [
            "怎么退货", "退货运费谁承担？", "订单 E-1043", "KX-230 保修多久", "寄到南京要多久", "保修 iPhone 15", "用 USB 吗",
            "kefu@exampel.com 的发票", "www.taobo.com", "", "???", "👋",
        ]
    )
    func kept(question: String) {
        #expect(Self.chinese.correction(of: question) == nil)
    }

    @Test(
        "an English question keeps what is right",
        arguments: [
            "How long does the warranty take?", "What is KX-230?", "purchase invoice", "I can return the men's item",
            "order 1042 of ACME", "can he take the item", "refunds",
        ]
    )
    func keptInEnglish(question: String) {
        #expect(Self.english.correction(of: question) == nil)
    }

    @Test("without words nothing is corrected, and long texts stay")
    func bounds() {
        let empty = SpellingCorrector(counts: WordCounts(), chinese: [:], latin: [:])
        #expect(empty.correction(of: "zenme tuihuo") == nil)
        #expect(Self.chinese.correction(of: String(repeating: "tui huo ", count: 60)) == nil)
        // The most that is read, of letters that can be divided in many ways.
        _ = Self.chinese.correction(of: String(repeating: "a", count: 400))
        _ = Self.chinese.correction(of: String(repeating: "xian", count: 100))
        _ = Self.chinese.correction(of: String(repeating: "册", count: 400))
    }
}
