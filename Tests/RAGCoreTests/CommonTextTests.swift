import Foundation
import Testing

@testable import RAGCore

/// The folding by ranges gives what the tables of Unicode give.
@Suite struct CommonTextTests {
    /// All scalars of the basic plane that are common.
    private static let common = (0...UInt32(0xFFFF)).compactMap(Unicode.Scalar.init).filter {
        CommonText.folded(String($0), []) != nil
    }

    @Test("each common scalar is folded as Unicode folds it")
    func scalars() {
        #expect(Self.common.count > 27_000)
        for scalar in Self.common {
            let text = String(scalar)
            let plain = text.precomposedStringWithCompatibilityMapping
            #expect(CommonText.folded(text, .width)?.unicodeScalars.elementsEqual(plain.unicodeScalars) == true)
            #expect(CommonText.folded(text, .letterCase) == text.lowercased(), "\(scalar.value)")
            #expect(CommonText.folded(text, [.width, .letterCase]) == plain.lowercased(), "\(scalar.value)")
        }
    }

    @Test("common scalars are folded beside each other as alone, and each is a character")
    func neighbours() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<40 { scalars.append(try #require(Self.common.randomElement(using: &generator))) }
            let text = String(scalars)
            #expect(text.count == scalars.count, "\(text)")
            let plain = text.precomposedStringWithCompatibilityMapping.lowercased()
            #expect(text.foldingCaseAndWidth().unicodeScalars.elementsEqual(plain.unicodeScalars), "\(text)")
        }
    }

    @Test(
        "text with marks, ligatures or rare scripts is left to the tables of Unicode",
        arguments: ["e\u{301}", "ﬁ", "①", "か\u{3099}", "\r\n", "한", "👍", "\u{200B}", "İ"]
    )
    func others(text: String) {
        #expect(CommonText.folded(text, [.width, .letterCase]) == nil)
        #expect(text.foldingCaseAndWidth() == text.precomposedStringWithCompatibilityMapping.lowercased())
    }

    @Test("a full-width comma can stay apart from a plain one")
    func comma() {
        #expect(CommonText.folded("１，０００", [.width, .keepsComma]) == "1、000")
        #expect(CommonText.folded("１，０００", .width) == "1,000")
    }
}
