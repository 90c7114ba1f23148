extension Character {
    /// Whether it is one of `0` to `9`. Full-width digits and those of other scripts are not.
    package var isASCIIDigit: Bool { ("0"..."9").contains(self) }

    /// Whether it is a letter of Basic Latin, Latin-1 or Latin Extended-A and -B, accented or not.
    package var isLatinLetter: Bool { unicodeScalars.first?.isLatinLetter ?? false }

    /// Whether it is a Han character (Unicode's property Ideographic).
    package var isHanCharacter: Bool { unicodeScalars.first?.isHan ?? false }
}
