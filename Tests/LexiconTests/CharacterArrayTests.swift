import Testing

@testable import Lexicon

@Suite struct CharacterArrayTests {
    @Test(
        "each character is known by its first scalar and keeps its text",
        arguments: ["退货 in 15 天？", "e\u{301}é\r\n👨‍👩‍👧x", "", "1️⃣ａ", "\u{301}a", "한국 क्षि"]
    )
    func characters(text: String) {
        let array = CharacterArray(text)
        #expect(array.scalars == text.compactMap(\.unicodeScalars.first))
        let parts = (0..<array.count).map { array.text($0..<$0 + 1) }
        #expect(parts == text.map { String($0) })
        #expect(array.text(0..<array.count) == text)
    }

    @Test("a phrase is found where all its characters stand")
    func phrases() {
        let array = CharacterArray("没有退货")
        #expect(array.has(Array("没有".unicodeScalars), at: 0))
        #expect(array.has(Array("退货".unicodeScalars), at: 2))
        #expect(!array.has(Array("退款".unicodeScalars), at: 2))
        #expect(!array.has(Array("货物".unicodeScalars), at: 3))
    }

    @Test("every scalar is what the character of the standard library is")
    func scripts() {
        for scalar in (0...UInt32(0x3FFFF)).compactMap(Unicode.Scalar.init) {
            let character = Character(scalar)
            let isSame =
                scalar.isLetter == character.isLetter && scalar.isNumber == character.isNumber
                && scalar.isWhitespace == character.isWhitespace && scalar.isNewline == character.isNewline
                && scalar.isHan == scalar.properties.isIdeographic
                && scalar.isASCIIDigit == ("0"..."9").contains(character)
            if !isSame { Issue.record("\(scalar.value)") }
        }
    }
}
