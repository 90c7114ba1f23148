import CTokenizer
import TestSupport
import Testing

@testable import Lexicon

@Suite struct KeywordTokenTests {
    @Test(
        "text is split into folded words, numbers and pairs of characters",
        arguments: [
            ("怎么退款?", "怎么 么退 退款 款"),
            ("我要退貨。茶", "我要 要退 退货 货 茶"),
            ("Refunds refunded, REFUND", "refund refund refund"),
            ("E-1042", "e1042 =e 1042"),
            ("A7-III A7III", "a7iii =a7 iii a7iii iii"),
            ("WPA2 v2.3.1", "wpa2 =wpa v2.3.1 2.3.1"),
            ("400-555-0126", "4005550126 =400 555 0126"),
            ("1,000 3.14 1,2", "1000 3.14 1 2"),
            ("e-mail kefu.yaml max_page_count", "email =e mail kefuyaml =kefu yaml maxpagecount =max page count"),
            ("the customer's don't we’ll l'eau '90s", "the custom don we l eau 90s =90"),
            ("ＷＰＡ２ ７天 ①", "wpa2 =wpa 7 天 1"),
            ("ﾎﾟｲﾝﾄｶｰﾄﾞ", "ポイ イン ント トカ カー ード ド"),
            ("か\u{3099}は\u{309A}", "がぱ ぱ"),
            ("café CAFE\u{301} Straße ÅNGSTRÖM Øl", "cafe cafe strass angstrom ol"),
            ("ﬁne ㈱ ㎏ ½", "fine 株 kg 1 2"),
            ("МОСКВА ёлка Ελλάδα", "москва елка ελλαδα"),
            ("환불 정책", "환불 불 정책 책"),
            ("👍退款👨‍👩‍👧 ok", "退款 款 ok"),
            ("in\u{AD}visible zero\u{200D}width", "invis zerowidth"),
            ("٣٤ ４２", "34 42"),
            ("x\0y --a-- ...", "x y a"),
            ("", ""), (" \n。!", ""),
        ]
    )
    func tokens(text: String, expected: String) {
        #expect(words(text, .document) == expected)
    }

    @Test(
        "a name is a token as a whole, and so is each of its words, however it is written",
        arguments: [
            ("maxPageCount MaxPageCount", "maxpagecount =max page count maxpagecount =max page count"),
            ("max_page_count MAX_PAGE_COUNT", "maxpagecount =max page count maxpagecount =max page count"),
            ("HTTPClient", "httpclient =http client"), ("parseURLIn", "parseurlin =pars url in"),
            ("URLs PDFs IDs", "url pdf id"), ("URLsFor", "urlsfor =url for"),
            ("HTTPSession", "httpsession =http session"),
            ("isAToken", "isatoken =is token"), ("iPhone GitHub", "iphon phone github =git hub"),
            ("base64Encode utf8Text", "base64encode =base 64 encod utf8text =utf text"),
            ("sha256Sum XMLHttpRequest2", "sha256sum =sha 256 sum xmlhttprequest2 =xml http request"),
            ("调用sendMail函数", "调用 用 sendmail =send mail 函数 数"),
            ("self.itemCount", "selfitemcount =self itemcount =item count"),
            ("self.item_count", "selfitemcount =self itemcount =item count"),
            ("register(on:)", "regist on"), ("__init__ ~Foo::bar_baz", "init foo barbaz =bar baz"),
            ("ｍａｘＰａｇｅ éCole", "maxpag =max page ecol"),
            ("REFUND Refund refundS pointX", "refund refund refund pointx =point"),
            ("E-1042 AB12CD ab12Cd", "e1042 =e 1042 ab12cd =ab 12 cd ab12cd =ab 12 cd"),
        ]
    )
    func names(text: String, expected: String) {
        #expect(words(text, .document) == expected)
        // A run of pairs ends differently in a question; a name does not.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return }
        #expect(words(text, .question) == expected)
    }

    @Test("a name with more words than fit is still a token as a whole")
    func longNames() {
        let name = (0..<40).map { _ in "aB" }.joined()
        let tokens = KeywordToken.all(in: String(name.prefix(60)), as: .document).map(\.text)
        #expect(tokens.first == String(name.prefix(60)).lowercased())
        let dotted = "aBcDeFgHiJkL.aBcDeFgHiJkL.aBcDeFgHiJkL"
        #expect(KeywordToken.all(in: dotted, as: .document).map(\.text).contains("abcdefghijkl"))
    }

    @Test(
        "a question has no single last character; a one-character question matches every pair that begins with it",
        arguments: [("退款政策", "退款 款政 政策"), ("茶", "茶*"), ("7天", "7 天*"), ("\u{1}E-1042", "e1042 =e 1042")]
    )
    func question(text: String, expected: String) {
        #expect(words(text, .question) == expected)
    }

    @Test("a token has the range of the bytes that it was made of")
    func places() {
        let text = "Ａ退貨, E-10's ①"
        let made = KeywordToken.all(in: text, as: .document).map { token in
            String(decoding: Array(text.utf8)[token.bytes], as: UTF8.self)
        }
        #expect(made == ["Ａ", "退貨", "貨", "E-10", "E", "10", "s", "①"])
    }

    @Test(
        "words of one family have the same stem, with Porter's examples",
        arguments: [
            ("caresses ponies ties cats", "caress poni ti cat"),
            ("agreed plastered motoring sing", "agre plaster motor sing"),
            ("conflated troubled sized hopping falling", "conflat troubl size hop fall"),
            ("happy sky relational conditional", "happi sky relat condit"),
            ("vietnamization predication", "vietnam predic"),
            ("triplicate formative hopeful goodness", "triplic form hope good"),
            ("revival adjustment adoption probate rate controlling", "reviv adjust adopt probat rate control"),
            ("policy policies refunding shipped shipping", "polici polici refund ship ship"), ("by us is", "by us is"),
        ]
    )
    func stems(text: String, expected: String) {
        #expect(words(text, .document) == expected)
    }

    @Test("a megabyte without a break gives tokens of bounded length")
    func hugeTexts() {
        let size = 1_000_000
        let texts = ["a", "退", "-", "a-", "1.", "1,", "a'", "9", "a1", "\u{301}", "ﷺ", "が", "か\u{3099}"]
        for part in texts {
            let text = String(repeating: part, count: size / part.utf8.count)
            let tokens = KeywordToken.all(in: text, as: .document)
            #expect(tokens.allSatisfy { (1...Int(CT_LONGEST)).contains($0.text.utf8.count) }, "\(part)")
            #expect(tokens.count <= 2 * size, "\(part)")
        }
        let joined = KeywordToken.all(in: String(repeating: "ab-", count: 1000), as: .document)
        #expect(joined.count { $0.text == "ab" } == 1000)
    }

    @Test("bytes that are not UTF-8 only separate tokens, wherever a text is cut")
    func invalidBytes() {
        var random = SeededRandom(seed: 7)
        let good = Array("退款 E-1042 café ㈱ ﾎﾟ 👍 customer's 1,000 환불".utf8)
        for _ in 0..<2000 {
            var bytes = good
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            check(Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))))
        }
        for lead in 0...255 as ClosedRange<UInt8> {
            for length in 0...3 { check([lead] + Array(repeating: 0x80, count: length)) }
        }
    }

    /// Checks that every token lies inside `bytes`, which are in a buffer of exactly their size.
    private func check(_ bytes: [UInt8]) {
        let exact = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        defer { exact.deallocate() }
        for (index, byte) in bytes.enumerated() { exact[index] = CChar(bitPattern: byte) }
        var length = Int32(bytes.count)
        for purpose in [CT_DOCUMENT, CT_QUESTION] {
            let ended = ct_tokenize(exact, length, purpose, &length) { context, _, token, count, start, end in
                let length = context?.assumingMemoryBound(to: Int32.self).pointee ?? 0
                let isSound = start >= 0 && start < end && end <= length && (1...Int32(CT_LONGEST)).contains(count)
                return isSound && token != nil ? 0 : 1
            }
            #expect(ended == 0, "\(bytes)")
        }
    }

    /// Returns the tokens in one line: `=` before one that begins where the previous one does, `*` after a prefix.
    private func words(_ text: String, _ purpose: KeywordToken.Purpose) -> String {
        KeywordToken.all(in: text, as: purpose)
            .map { ($0.isColocated ? "=" : "") + $0.text + ($0.isPrefix ? "*" : "") }.joined(separator: " ")
    }
}
