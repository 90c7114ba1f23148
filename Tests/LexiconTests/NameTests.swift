import Lexicon
import RAGCore
import Testing

@Suite struct NameTests {
    @Test(
        "names are quoted, capitalised inside an English sentence, Latin in Chinese text, or known",
        arguments: [
            ("请打开《退货政策》和“设置”", ["退货政策", "设置"]), ("用顺丰寄到上海", ["顺丰", "上海"]), ("支持 Apple Pay 和 OK", ["Apple", "Pay"]),
            ("点“好”", []), ("《退货", []), ("您可以退货。", []), ("Click \"Save\" in Settings.", ["Save", "Settings"]),
            ("Ask Anna Miller at Hilton.", ["Anna", "Miller", "Hilton"]), ("Visit DHL today", ["DHL"]),
            ("Your iPhone costs more", ["iPhone"]), ("Returns are free. Refunds too.", []), ("Open on Monday", []),
        ] as [(String, [String])]
    )
    func names(sentence: String, expected: [String]) {
        #expect(NameFinder.names(in: sentence, language: Language(of: sentence)) == expected)
    }

    @Test("a quoted name has 2 to 30 characters")
    func lengths() {
        let name = String(repeating: "名", count: 30)
        #expect(NameFinder.names(in: "「\(name)」", language: .chinese) == [name])
        #expect(NameFinder.names(in: "「\(name)名」", language: .chinese) == [])
        #expect(NameFinder.names(in: "「名称」", language: .chinese) == ["名称"])
    }

    @Test("words lose case and possessive endings and are also given in their parts")
    func words() {
        #expect(
            NameFinder.words(in: "Anna's wi-fi at shop.example")
                == ["anna", "wi-fi", "wi", "fi", "at", "shop.example", "shop", "example"]
        )
        #expect(NameFinder.capitalisedWords(in: "Monday at Hilton's with Anna") == ["hilton", "anna"])
    }

    @Test(
        "a known name is found, except inside a longer word",
        arguments: [
            ("从北京寄到上海", ["北京", "上海"]), ("中通快递", ["中通"]), ("系统会集中通知您", []), ("南京东路店", []),
            ("中通会集中通知您", ["中通"]), ("无法国内发货", []), ("会员通过短信登录", ["短信"]), ("Beijing", []), ("", []),
        ] as [(String, [String])]
    )
    func known(text: String, expected: [String]) {
        #expect(KnownNames.found(in: text) == expected)
    }
}
