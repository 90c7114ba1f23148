extension Character {
    /// Whether it is one of `0` to `9`. Full-width digits and those of other scripts are not.
    package var isASCIIDigit: Bool { ("0"..."9").contains(self) }

    /// Whether it is a letter of Basic Latin, Latin-1 or Latin Extended-A and -B, accented or not.
    package var isLatinLetter: Bool {
        guard let value = unicodeScalars.first?.value else { return false }
        return (value | 0x20) &- 0x61 < 26 || (0xC0...0x24F).contains(value) && value != 0xD7 && value != 0xF7
    }

    /// Whether it is a Han character (Unicode's property Ideographic).
    package var isHanCharacter: Bool { unicodeScalars.first?.properties.isIdeographic ?? false }
}
