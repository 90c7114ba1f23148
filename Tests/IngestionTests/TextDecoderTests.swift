import Foundation
import Testing

@testable import Ingestion

@Suite struct TextDecoderTests {
    private static let text = "退货需要几天内申请？请在签收后十五天内提交，会员可以免费取件。\nRefunds take 3 days.\n"

    @Test("UTF-8 and UTF-16 with a byte order mark are read without the mark")
    func byteOrderMarks() throws {
        let text = Self.text
        #expect(try TextDecoder.decode(Data(text.utf8)) == text)
        #expect(try TextDecoder.decode(Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8)) == text)
        let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try TextDecoder.decode(Data([0xFF, 0xFE] + little)) == text)
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try TextDecoder.decode(Data([0xFE, 0xFF] + big)) == text)
    }

    @Test("simplified Chinese in GB18030 is recognised")
    func gb18030() throws {
        let bytes = try #require(Self.text.data(using: String.Encoding(rawValue: 0x8000_0632)))
        #expect(try TextDecoder.decode(bytes) == Self.text)
    }

    @Test("traditional Chinese in Big5 is recognised, also the characters of Hong Kong")
    func big5() throws {
        let text = "退貨需要幾天內申請？請在簽收後十五天內提交，會員可以免費取件。佢哋話嘅嘢，我哋都知。"
        let bytes = try #require(text.data(using: String.Encoding(rawValue: 0x8000_0A06)))
        #expect(try TextDecoder.decode(bytes) == text)
    }

    @Test("broken UTF-8 is reported with its line")
    func brokenUTF8() {
        var bytes = Data("第一行没有问题\n第二行".utf8)
        bytes.append(contentsOf: [0xFF, 0xC3])
        #expect(throws: ReadingError("is not valid UTF-8 (first wrong byte in line 2)")) {
            try TextDecoder.decode(bytes)
        }
    }

    @Test("binary data and truncated UTF-16 are refused")
    func refused() {
        #expect(throws: ReadingError.self) { try TextDecoder.decode(Data([0x50, 0x4B, 0x00, 0x00])) }
        #expect(throws: ReadingError.self) { try TextDecoder.decode(Data([0xFF, 0xFE, 0x41])) }
        #expect(throws: ReadingError.self) { try TextDecoder.decode(Data([0xFF, 0xFE, 0x00, 0xD8])) }
    }

    @Test(
        "UTF-16 without a byte order mark is recognised by its content",
        arguments: [text, "Refunds take 3 days.", "一一一\n是的，可以。", "OK\n"]
    )
    func unmarkedUTF16(text: String) throws {
        let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try TextDecoder.decode(Data(little)) == text)
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try TextDecoder.decode(Data(big)) == text)
    }

    @Test("English with typographic marks and accents in Windows-1252 is read")
    func windows1252() throws {
        let text = "Don’t worry – a café’s refund takes 3–5 days… It costs €5 (“naïve” estimate).\n"
        let bytes = try #require(text.data(using: .windowsCP1252))
        #expect(try TextDecoder.decode(bytes) == text)
    }

    @Test(
        "Korean, Japanese, Russian and Czech in legacy encodings are refused, not decoded wrongly",
        arguments: [
            ("반품은 수령 후 15일 이내에 신청할 수 있습니다. 회원은 무료로 수거를 받을 수 있습니다.", 0x8000_0940 as UInt, "EUC-KR"),
            ("返品は受け取り後15日以内に申請してください。会員は無料で集荷を利用できます。", 8, "Shift_JIS"),
            ("Возврат возможен в течение пятнадцати дней после получения.", 11, "is not valid UTF-8"),
            ("Příliš žluťoučký kůň úpěl ďábelské ódy, vrácení zboží trvá šest dní.", 15, "is not valid UTF-8"),
        ]
    )
    func otherEncodings(text: String, encoding: UInt, name: String) throws {
        let bytes = try #require(text.data(using: String.Encoding(rawValue: encoding)))
        let error = #expect(throws: ReadingError.self) { try TextDecoder.decode(bytes) }
        #expect(error?.reason.contains(name) == true)
    }

    @Test("text that is too short to decide is refused with its possible encodings")
    func tooShort() {
        // 春 in GB18030, 景 in Big5.
        let error = #expect(throws: ReadingError.self) { try TextDecoder.decode(Data([0xB4, 0xBA])) }
        #expect(error?.reason.hasPrefix("is not valid UTF-8 (first wrong byte in line 1); it could be ") == true)
        #expect(error?.reason.contains("GB18030") == true && error?.reason.contains("Big5") == true)
    }

    @Test("Japanese in EUC-JP, whose characters share code points with GB 2312, is refused")
    func eucJP() throws {
        let base64 =
            "ytbJyqTPvPWksbzopOq45TE1xvywysbipMu/vcDBpLekxqSvpMCktaSkoaOy8bD3pM/Mtc7BpMe9uLLZ"
            + "pPLN+M3RpMekraTepLmhow=="
        let bytes = try #require(Data(base64Encoded: base64))
        #expect(throws: ReadingError.self) { try TextDecoder.decode(bytes) }
    }

    @Test("a declared encoding is used if the bytes support it, and not if they contradict it")
    func declared() throws {
        let gb = try #require("退货".data(using: String.Encoding(rawValue: 0x8000_0632)))
        #expect(try TextDecoder.decode(gb, declared: "gb2312") == "退货")
        let long = try #require(Self.text.data(using: String.Encoding(rawValue: 0x8000_0632)))
        #expect(try TextDecoder.decode(long, declared: "iso-8859-1") == Self.text)
        #expect(try TextDecoder.decode(long, declared: "big5") == Self.text)
        #expect(try TextDecoder.decode(long, declared: "klingon") == Self.text)
        #expect(try TextDecoder.decode(Data("退货".utf8), declared: "gbk") == "退货")
        let korean = try #require("반품은 수령 후에 신청".data(using: String.Encoding(rawValue: 0x8000_0940)))
        #expect(try TextDecoder.decode(korean, declared: "euc-kr") == "반품은 수령 후에 신청")
        let page = "<?xml version=\"1.0\" encoding='GBK'?><html><title>一</title><body><p>一</p></body></html>"
        let bytes = try #require(page.data(using: String.Encoding(rawValue: 0x8000_0632)))
        #expect(try HTMLReader().read(bytes, name: "x").title == "一")
    }

    @Test("broken and mixed files are reported with the line of the first wrong byte")
    func brokenFiles() throws {
        var bytes = Data()
        for _ in 0..<20 { bytes += try #require((Self.text).data(using: String.Encoding(rawValue: 0x8000_0632))) }
        let broken = bytes + [0xCD, 0x20] + bytes
        #expect(throws: ReadingError("looks like GB18030, but is not valid GB18030 (first wrong byte in line 41)")) {
            try TextDecoder.decode(broken)
        }
        #expect(throws: ReadingError("mixes GB18030 with UTF-8 (line 41)")) {
            try TextDecoder.decode(bytes + Data("退货需要几天内申请？\n".utf8) + bytes)
        }
        #expect(throws: ReadingError("is not valid UTF-8 (first wrong byte in line 2)")) {
            try TextDecoder.decode(Data("退货需要几天内申请？\n退".utf8) + [0xFF] + Data("货\n请在签收后十五天内提交，会员可以免费取件。".utf8))
        }
        var random = SeededRandom(seed: 7)
        let noise = Data((0..<5_000).map { _ in UInt8.random(in: 1...255, using: &random) })
        #expect(throws: ReadingError.self) { try TextDecoder.decode(noise) }
        #expect(throws: ReadingError.self) { try TextDecoder.decode(noise + [0]) }
    }
}
