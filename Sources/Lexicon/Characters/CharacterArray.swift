import RAGCore

/// The characters of a text, each by its first Unicode scalar, which decides whether it is a letter, a digit or a mark.
///
/// Text of common characters is decoded without the rules for character boundaries, and scalars are compared as
/// numbers, while two unequal Chinese characters are first brought into a canonical form.
package struct CharacterArray: Sendable {
    /// The first scalars, in order.
    package let scalars: [Unicode.Scalar]
    private let bytes: [UInt8]
    /// Where each character begins in `bytes`, and the number of bytes.
    private let offsets: [Int32]

    /// Reads the characters of `text`.
    package init(_ text: some StringProtocol) {
        var text = String(text)
        var (scalars, bytes, offsets) = ([Unicode.Scalar](), [UInt8](), [Int32]())
        let isCommon = text.withUTF8 { utf8 in
            bytes = Array(utf8)
            scalars.reserveCapacity(utf8.count)
            offsets.reserveCapacity(utf8.count + 1)
            var offset: Int32 = 0
            return CommonText.scan(utf8) { value in
                scalars.append(Unicode.Scalar(value) ?? " ")
                offsets.append(offset)
                offset += value < 0x80 ? 1 : value < 0x800 ? 2 : 3
            }
        }
        if !isCommon {
            (scalars, offsets) = ([], [])
            var offset: Int32 = 0
            for character in text {
                scalars.append(character.unicodeScalars.first ?? " ")
                offsets.append(offset)
                offset += Int32(character.utf8.count)
            }
        }
        offsets.append(Int32(bytes.count))
        (self.scalars, self.bytes, self.offsets) = (scalars, bytes, offsets)
    }

    /// The number of characters.
    package var count: Int { scalars.count }

    /// The first scalar of the character at `index`.
    package subscript(index: Int) -> Unicode.Scalar { scalars[index] }

    /// Returns the text of the characters in `range`.
    package func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[Int(offsets[range.lowerBound])..<Int(offsets[range.upperBound])], as: UTF8.self)
    }

    /// Returns whether the characters of `phrase`, each of one scalar, stand at `index`.
    package func has(_ phrase: [Unicode.Scalar], at index: Int) -> Bool {
        guard index + phrase.count <= scalars.count else { return false }
        for place in phrase.indices where scalars[index + place] != phrase[place] { return false }
        return true
    }
}
