import Foundation
import Testing

@testable import SentenceEncoder

@Suite("Text normaliser")
struct TextNormalizerTests {
    /// Full-width letters, a ligature, white space, a control character and an emoji are replaced; the rest stays.
    private static let model: TinyModel = {
        var model = TinyModel()
        model.replacements = [
            (0xFF21, [0x41]), (0xFB03, [0x66, 0x66, 0x69]), (0x3000, [0x20]), (0x0A, [0x20]), (0x01, []),
            (0x1F600, [0x7B11]), (0x337F, [0x682A, 0x5F0F, 0x4F1A, 0x793E]),
        ]
        return model
    }()

    private func normalized(_ text: String, _ model: TinyModel = model) throws -> String {
        try String(decoding: TextNormalizer(model.file()).normalize(text), as: UTF8.self)
    }

    @Test(
        "characters are replaced as the map says, and those that it does not name stay",
        arguments: [
            ("Ａ", "▁A"), ("oﬃce", "▁office"), ("退货", "▁退货"), ("é", "▁é"), ("a😀b", "▁a笑b"), ("㍿", "▁株式会社"),
            ("😁", "▁😁"), ("\u{10FFFF}", "▁\u{10FFFF}"),
        ]
    )
    func replacements(text: String, expected: String) throws {
        #expect(try normalized(text) == expected)
    }

    @Test(
        "a run of spaces of any kind is one space, and a text begins with one",
        arguments: [
            ("a b", "▁a▁b"), ("a   b", "▁a▁b"), ("  a", "▁a"), ("a ", "▁a▁"), ("a\n\u{3000} b", "▁a▁b"), ("", "▁"),
            ("   ", "▁"), (" a  ", "▁a▁"),
        ]
    )
    func spaces(text: String, expected: String) throws {
        #expect(try normalized(text) == expected)
    }

    @Test("a control character leaves nothing, and neither does a NUL")
    func nothing() throws {
        #expect(try normalized("a\u{1}b") == "▁ab")
        #expect(try normalized("a\0b") == "▁ab")
        #expect(try normalized("\u{1}") == "▁")
        #expect(try normalized("\u{1} \u{1}a") == "▁a")
    }

    @Test("a file without replacements leaves the text as it is, but for spaces")
    func identity() throws {
        #expect(try normalized("Ａ\u{1}　b c", TinyModel()) == "▁Ａ\u{1}　b▁c")
    }

    @Test("the map may name characters on 255 pages of 256, and no more")
    func pages() throws {
        var model = TinyModel()
        model.replacements = (0..<255).map { (UInt32($0 << 8 | 0x41), [0x78]) }
        #expect(try normalized("A\u{FE41}", model) == "▁xx")
        model.replacements.append((0x1_0041, [0x78]))
        let file = try model.file()
        #expect(throws: ModelFileFault.damaged("the normalisation map")) { try TextNormalizer(file) }
    }

    @Test("a replacement has at most 255 bytes")
    func longReplacement() throws {
        var model = TinyModel()
        model.replacements = [(0x41, [UInt32](repeating: 0x9000, count: 85))]
        #expect(try normalized("A", model).unicodeScalars.count == 86)
        model.replacements = [(0x41, [UInt32](repeating: 0x9000, count: 85) + [0x78])]
        let file = try model.file()
        #expect(throws: ModelFileFault.damaged("the normalisation map")) { try TextNormalizer(file) }
    }

    @Test("what is no character is damage, and so is a map longer than its part of the file")
    func damage() throws {
        for (scalar, replacement) in [(0x110000, 0x41), (0x41, 0xD800), (0x41, 0x110000)] as [(UInt32, UInt32)] {
            var model = TinyModel()
            model.replacements = [(scalar, [replacement])]
            let file = try model.file()
            #expect(throws: ModelFileFault.damaged("the normalisation map")) { try TextNormalizer(file) }
        }
        var model = Self.model
        model.replacementCount = Int32(model.replacements.count + 1)
        // The bytes of the directory behind the map read as another entry.
        model.tensors = [.init(name: "abcdefghijkl", count: 8)]
        let file = try model.file()
        #expect(throws: ModelFileFault.damaged("the normalisation map")) { try TextNormalizer(file) }
    }
}
