import Testing

@testable import Lexicon

@Suite struct SentenceSplitterTests {
    @Test(
        "sentences end where a reader of Chinese or English ends them",
        arguments: [
            // Chinese marks, with the quotes and brackets that close behind them.
            ("退货需要运费吗？不需要。", ["退货需要运费吗？", "不需要。"]),
            ("他说：“可以退。”然后挂了电话。", ["他说：“可以退。”", "然后挂了电话。"]),
            ("「可以吗？」「可以。」", ["「可以吗？」", "「可以。」"]),
            ("好的……我知道了！！真的？！", ["好的……", "我知道了！！", "真的？！"]),
            ("普通会员免运费；黄金会员免运费且免费取件。", ["普通会员免运费；", "黄金会员免运费且免费取件。"]),
            ("请看说明（见第 3 章。）再操作。", ["请看说明（见第 3 章。）", "再操作。"]),
            ("似乎模棱两可（！），但是不是。", ["似乎模棱两可（！），但是不是。"]),
            ("价格为3.5元。共7.25元。", ["价格为3.5元。", "共7.25元。"]),
            ("可以退货.请联系客服!谢谢", ["可以退货.", "请联系客服!", "谢谢"]),
            ("没有标点的一行", ["没有标点的一行"]),
            // English.
            ("It works. Try it! Does it? Yes.", ["It works. ", "Try it! ", "Does it? ", "Yes."]),
            (
                "Pay $3.50 for v1.2.3 at www.shop.example/a.b?c=d. Then wait.",
                ["Pay $3.50 for v1.2.3 at www.shop.example/a.b?c=d. ", "Then wait."]
            ),
            ("Dr. Smith and Mrs. Jones came. They left.", ["Dr. Smith and Mrs. Jones came. ", "They left."]),
            (
                "Use a card, e.g. Visa, i.e. a credit card. Done.",
                ["Use a card, e.g. Visa, i.e. a credit card. ", "Done."]
            ),
            ("See No. 5 and Fig. 2. No. It is not.", ["See No. 5 and Fig. 2. ", "No. ", "It is not."]),
            (
                "Open at 9 a.m. on Monday. We close at 5 p.m. Come early.",
                ["Open at 9 a.m. on Monday. ", "We close at 5 p.m. ", "Come early."]
            ),
            ("J. R. Smith wrote it. So did I. Really.", ["J. R. Smith wrote it. ", "So did I. ", "Really."]),
            (
                "She said \"Stop!\" and left. \"Why?\" Nobody knew.",
                ["She said \"Stop!\" and left. ", "\"Why?\" ", "Nobody knew."]
            ),
            ("Wait... what? Hm... Then go.", ["Wait... what? ", "Hm... ", "Then go."]),
            ("1. Open the box\n2. Take it out\n3.1.2. Close it", ["1. Open the box\n2. Take it out\n3.1.2. Close it"]),
            ("It was founded in 2020. The shop grew.", ["It was founded in 2020. ", "The shop grew."]),
            ("**Important.** Read this.", ["**Important.** ", "Read this."]),
            (
                "It is a U.S. Army manual by Ph.D. Smith. Read it.",
                ["It is a U.S. Army manual by Ph.D. Smith. ", "Read it."]
            ),
            ("Hm… maybe not… Then go.", ["Hm… maybe not… ", "Then go."]),
            // Mixed text and edge cases.
            ("价格是３．５元．请付款．谢谢", ["价格是３．５元．", "请付款．", "谢谢"]),
            ("１．打开盒子", ["１．打开盒子"]),
            ("『好。』（完。）《书。》【注。】下一句。", ["『好。』", "（完。）", "《书。》", "【注。】", "下一句。"]),
            ("请打开 Node.js 官网。Then install v18.2.", ["请打开 Node.js 官网。", "Then install v18.2."]),
            ("太好了！🎉 谢谢。", ["太好了！", "🎉 谢谢。"]),
            ("等等！️好", ["等等！️", "好"]),
            ("", []),
            ("。。。", ["。。。"]),
            ("  \n", ["  \n"]),
        ] as [(String, [String])]
    )
    func table(text: String, expected: [String]) {
        #expect(SentenceSplitter.sentences(of: text) == expected)
    }

    @Test("the sentences of any text joined are the text, and no character is cut in two")
    func tiling() {
        let pieces = [
            "退货", "运费", "会员可以免费取件", " shipping ", "refund", "v1.2.3", "3.50", "e.g. ", "Mr. ",
            "https://shop.example/a?b=c", "。",
            "！", "？", "；", "……", "，", "、", ". ", "! ", "? ", ", ", "」", "”", ")", "（", "\"", "\n", " ", "　", "\t", "👩‍👩‍👧",
            "🇨🇳",
            "e\u{301}", "！\u{FE0F}", "か\u{3099}", "한국어", "\u{200D}", "𠮷",
        ]
        var step: UInt64 = 7
        for _ in 0..<400 {
            let text = (0..<40).map { _ in
                // Knuth's MMIX constants give the same texts in every run.
                step = step &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return pieces[Int(step >> 33) % pieces.count]
            }.joined()
            let sentences = SentenceSplitter.sentences(of: text)
            #expect(sentences.joined() == text)
            #expect(
                sentences.reduce(0) { $0 + $1.count } == text.count,
                "a character was cut in \(text.debugDescription)"
            )
        }
    }
}
