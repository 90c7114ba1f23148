import Foundation
import Testing

@testable import Ingestion

/// The pages of the sample knowledge base in simplified Chinese and 195 of their sentences in traditional Chinese, cut
/// at random places and put into each encoding.
@Suite struct EncodingCorpusTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let encoding: String
        let isTraditional: Bool
        let characters: Int
        /// Most refusals of 100 pieces; none may be decoded wrongly.
        let mostRefusals: Int
        var testDescription: String { "\(characters) characters in \(encoding)\(isTraditional ? ", traditional" : "")" }
    }

    private static let encodings: [String: UInt] = ["GB18030": 0x8000_0632, "Big5": 0x8000_0A06]

    static let cases = [("GB18030", false), ("GB18030", true), ("Big5", true)].flatMap { encoding, isTraditional in
        [(10, 6), (20, 2), (50, 0), (200, 0), (2_000, 0)].map {
            Case(encoding: encoding, isTraditional: isTraditional, characters: $0.0, mostRefusals: $0.1)
        }
    }

    @Test("pieces of Chinese text are decoded correctly; only very short ones may be refused", arguments: cases)
    func pieces(_ piece: Case) throws {
        let encoding = String.Encoding(rawValue: try #require(Self.encodings[piece.encoding]))
        let text = Array(piece.isTraditional ? try Self.traditional() : try Self.simplified())
        var random = SeededRandom(seed: UInt64(piece.characters))
        var refusals = 0
        var count = 0
        while count < (piece.characters < 1_000 ? 100 : 10) {
            let start = Int.random(in: 0..<text.count - piece.characters, using: &random)
            let sample = String(text[start..<start + piece.characters])
            let han = sample.unicodeScalars.count { (0x4E00..<0xA000).contains($0.value) }
            guard han * 2 >= piece.characters, let bytes = sample.data(using: encoding) else { continue }
            count += 1
            do {
                #expect(try TextDecoder.decode(bytes) == sample)
            } catch {
                refusals += 1
            }
        }
        #expect(refusals <= piece.mostRefusals)
    }

    @Test("a few Chinese words in an English text are enough", arguments: ["GB18030", "Big5"])
    func mixed(name: String) throws {
        let encoding = String.Encoding(rawValue: try #require(Self.encodings[name]))
        let words = name == "Big5" ? ["退貨政策", "會員卡", "訂單編號", "客服電話", "取件費用"] : ["退货政策", "会员卡", "订单编号", "客服电话", "取件费用"]
        for word in words {
            let text = "Please open the page \(word) and follow the link; it takes 3 days.\nSee \(words[0]) as well."
            let bytes = try #require(text.data(using: encoding))
            #expect(try TextDecoder.decode(bytes) == text)
        }
    }

    private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()

    private static func traditional() throws -> String {
        try String(contentsOf: folder.appending(path: "../Fixtures/encodings/traditional.txt"), encoding: .utf8)
    }

    private static func simplified() throws -> String {
        let pages = folder.appending(path: "../../knowledge-base/zh").standardizedFileURL
        let paths = try FileManager.default.subpathsOfDirectory(atPath: pages.path).filter { $0.hasSuffix(".md") }
        return try paths.sorted().map { try String(contentsOf: pages.appending(path: $0), encoding: .utf8) }.joined()
    }
}
