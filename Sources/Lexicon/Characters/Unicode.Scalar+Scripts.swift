/// What a character with this first scalar is. Characters are told by their first scalars in the standard library too.
///
/// Han characters and common punctuation are told by range, because a look-up of a property takes fifty times as long.
extension Unicode.Scalar {
    /// Whether it is one of `0` to `9`.
    package var isASCIIDigit: Bool { value &- 0x30 < 10 }

    /// Whether it is a letter of Basic Latin, Latin-1 or Latin Extended-A and -B, accented or not.
    package var isLatinLetter: Bool {
        (value | 0x20) &- 0x61 < 26 || (0xC0...0x24F).contains(value) && value != 0xD7 && value != 0xF7
    }

    /// Whether it is a Han character (Unicode's property Ideographic).
    package var isHan: Bool {
        switch value {
        case ..<0x3006: false
        case 0x4E00...0x9FFF: true
        default: properties.isIdeographic
        }
    }

    /// Whether it is a letter (Unicode's property Alphabetic). Han characters are.
    package var isLetter: Bool {
        switch value {
        case ..<0x80: (value | 0x20) &- 0x61 < 26
        case 0x4E00...0x9FFF: true
        case 0x2000...0x206F, 0x3000...0x3004, 0x3008...0x3020, 0xFF01...0xFF20: false
        default: properties.isAlphabetic
        }
    }

    /// Whether it has a numeric value, as 五 and ½ have.
    package var isNumber: Bool {
        switch value {
        case ..<0x80: isASCIIDigit
        case 0x2000...0x206F, 0x3000...0x3004, 0x3008...0x3020, 0xFF01...0xFF0F: false
        default: properties.numericType != nil
        }
    }

    /// Whether it belongs to a word: a letter or a number.
    package var isWordPart: Bool { isLetter || isNumber }

    /// Whether it is white space, line ends included.
    package var isWhitespace: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// Whether it ends a line.
    package var isNewline: Bool {
        switch value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
