import Foundation
import Testing

@testable import Ingestion

@Suite struct TextDecoderTests {
    private static let text = "退货需要几天内申请？请在签收后十五天内提交，会员可以免费取件。\nRefunds take 3 days.\n"

    @Test("UTF-8 and UTF-16 with a byte order mark are read, and the mark dropped")
    func byteOrderMarks() throws {
        let text = Self.text
        #expect(try TextDecoder.decode(Data(text.utf8)) == text)
        #expect(try TextDecoder.decode(Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8)) == text)
        let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try TextDecoder.decode(Data([0xFF, 0xFE] + little)) == text)
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try TextDecoder.decode(Data([0xFE, 0xFF] + big)) == text)
    }

    @Test("simplified Chinese in GB18030 is told from everything else")
    func gb18030() throws {
        let bytes = try #require(Self.text.data(using: String.Encoding(rawValue: 0x8000_0632)))
        #expect(try TextDecoder.decode(bytes) == Self.text)
    }

    @Test("Big5 is not guessed into noise")
    func big5() throws {
        let bytes = try #require("退貨需要幾天內申請？請在簽收後十五天內提交，會員可以免費取件。".data(using: String.Encoding(rawValue: 0x8000_0A03)))
        #expect(throws: ReadingError.self) { try TextDecoder.decode(bytes) }
    }

    @Test("broken UTF-8 is told with its line")
    func brokenUTF8() {
        var bytes = Data("第一行没有问题\n第二行".utf8)
        bytes.append(contentsOf: [0xFF, 0xC3])
        #expect(throws: ReadingError("is not valid UTF-8 (first wrong byte in line 2)")) {
            try TextDecoder.decode(bytes)
        }
    }

    @Test("binary and half a UTF-16 text are refused")
    func refused() {
        #expect(throws: ReadingError.self) { try TextDecoder.decode(Data([0x50, 0x4B, 0x00, 0x00])) }
        #expect(throws: ReadingError.self) { try TextDecoder.decode(Data([0xFF, 0xFE, 0x41])) }
        #expect(throws: ReadingError.self) { try TextDecoder.decode(Data([0xFF, 0xFE, 0x00, 0xD8])) }
    }
}
