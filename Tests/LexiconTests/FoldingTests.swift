import Lexicon
import RAGCore
import Testing

@Suite struct FoldingTests {
    private func text(_ scalars: [Unicode.Scalar]) -> String { String(String.UnicodeScalarView(scalars)) }

    @Test("width folding replaces compatibility forms and keeps commas apart from digits")
    func width() {
        let cases = [("１５", "15"), ("℃", "°C"), ("，", "、"), ("｜", "|"), ("ＡＢＣ", "ABC"), ("①", "1"), ("a, b", "a, b")]
        for (text, expected) in cases { #expect(text.foldingWidth() == expected) }
        #expect("Ａ①B".foldingCaseAndWidth() == "a1b")
    }

    @Test("letters and digits, white space and spaced words")
    func forms() {
        #expect("15 天，OK！ E-1042".lettersAndDigits() == "15天oke1042")
        #expect("  a \n b\t".collapsingWhitespace() == "a b")
        #expect("　退　款".collapsingWhitespace() == "退 款")
        #expect("I'd like a Refund, please!".spacedWords() == " i'd like a refund please ")
        #expect("It’s ＯＫ".spacedWords() == " it's ok ")
        #expect("退款，谢谢".spacedWords() == " 退款 谢谢 ")
        #expect("Anna’s".droppingPossessive() == "anna")
        #expect("ANNA'S".droppingPossessive() == "anna")
        #expect("Annas".droppingPossessive() == "annas")
    }

    @Test(
        "a question is folded to simplified characters, plain width, and words without blanks inside",
        arguments: [
            ("退貨運費誰承擔？", "退货运费谁承担？"),
            ("怎 么 退 货 ？", "怎么退货 ？"),
            ("怎　么退货", "怎么退货"),
            ("我 想退货 ，急", "我想退货 ，急"),
            ("退货 运费", "退货 运费"),
            ("订单Ｅ１０４２ 在哪", "订单E1042 在哪"),
            ("买 iPhone 15 包 邮 吗", "买 iPhone 15 包邮吗"),
            ("著名", "著名"),
            ("Where is my order?", "Where is my order?"),
            ("", ""),
        ]
    )
    func writing(question: String, folded: String) {
        #expect(question.foldingWriting() == folded)
    }

    @Test("script folding changes traditional characters and nothing else")
    func script() {
        #expect("您的訂單 E-1042，「已發貨」".foldingScript() == "您的订单 E-1042，「已发货」")
        #expect("plain é ①".foldingScript() == "plain é ①")
    }

    @Test(
        "a skeleton has neither case, width, accents, hidden characters nor look-alikes",
        arguments: [
            ("Ｆｒｅｅ ＣＡＦÉ!!", "freecafe", "free cafe", false), ("рауpal", "paypal", "paypal", false),
            ("fr\u{200B}ee", "free", "free", false), ("don't", "dont", "dont", false), ("!hi !", "hi", "hi", false),
            ("退 款", "退款", "退 款", true), ("加V信", "加v信", "加v信", true), ("", "", "", false),
        ] as [(String, String, String, Bool)]
    )
    func skeleton(written: String, tight: String, spaced: String, hasHan: Bool) {
        let skeleton = TextSkeleton(written)
        #expect(text(skeleton.tight) == tight)
        #expect(text(skeleton.spaced) == spaced)
        #expect(skeleton.hasHan == hasHan)
    }

    @Test(
        "single letters in a row are also joined, single Han characters are not",
        arguments: [
            ("f r e e now", ["f r e e now", "free now"]), ("free now", ["free now"]),
            ("now f.r.e.e", ["now f r e e", "now free"]),
            ("退 款", ["退 款", "退 款"]), ("a free b", ["a free b"]),
        ]
    )
    func joined(written: String, forms: [String]) {
        #expect(TextSkeleton(written).spacedForms.map(text) == forms)
    }

    @Test(
        "the end of a text that holds a number of letters is measured in characters",
        arguments: [(3, "a-b c!", 6), (1, "abc", 1), (0, "abc", 0), (1, "退款。", 2), (9, "ab", 2)]
    )
    func end(letters: Int, written: String, expected: Int) {
        #expect(TextSkeleton.characters(holding: letters, atEndOf: written) == expected)
    }

    @Test(
        "a whole word is bounded by spaces, Han characters or the ends",
        arguments: [
            ("free now", 0..<4, true), ("free now", 1..<4, false), ("free now", 5..<8, true),
            ("free now", 0..<3, false),
            ("退free款", 1..<5, true), ("carefree", 4..<8, false), ("freely", 0..<4, false),
        ]
    )
    func whole(written: String, range: Range<Int>, expected: Bool) {
        #expect(TextSkeleton.isWhole(range, in: Array(written.unicodeScalars)) == expected)
    }

    @Test(
        "invisible characters are removed, and those that writing needs stay",
        arguments: [
            ("re\u{200B}fund", "refund"), ("\u{FEFF}退\u{AD}款", "退款"), ("\u{202E}abc\u{202C}", "abc"),
            ("a\u{200D}b", "ab"), ("a\u{0}b\u{9B}c", "abc"), ("a\tb\nc\r\n", "a\tb\nc\r\n"), ("hi\u{E0041}", "hi"),
            ("👨\u{200D}👩\u{200D}👧", "👨\u{200D}👩\u{200D}👧"), ("می\u{200C}خواهم", "می\u{200C}خواهم"),
            ("क्\u{200D}ष", "क्\u{200D}ष"), ("❤\u{FE0F}", "❤\u{FE0F}"), ("❤\u{FE0F}\u{FE0E}", "❤\u{FE0F}"),
            ("葛\u{E0100}", "葛"), ("é 退款", "é 退款"),
        ]
    )
    func invisible(written: String, expected: String) {
        let removed = InvisibleCharacters.removed(from: written)
        #expect(Array(removed.unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(
        "tag characters and more than two selectors in a row hide data",
        arguments: [
            ("hi\u{E0041}", true), ("a\u{FE00}\u{FE01}\u{FE02}", true), ("a\u{E0100}\u{E0101}\u{E0102}", true),
            ("a\u{FE00}\u{FE01}", false), ("❤\u{FE0F}❤\u{FE0F}❤\u{FE0F}", false), ("退款 refund", false), ("", false),
        ]
    )
    func hidden(written: String, expected: Bool) {
        #expect(InvisibleCharacters.hideData(in: written) == expected)
    }
}
