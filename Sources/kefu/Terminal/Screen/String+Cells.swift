extension Character {
    /// The number of terminal cells that the character takes: 2 for East Asian wide characters and emoji, 0 for
    /// controls and combining marks, 1 for the rest.
    ///
    /// A character is wide if Unicode's East Asian Width is W or F (UAX #11). Ambiguous characters such as `“`
    /// count 1, which is the default of terminals.
    var cells: Int {
        guard let first = unicodeScalars.first else { return 0 }
        guard unicodeScalars.count > 1 else { return first.cells }
        if unicodeScalars.contains(where: \.joinsEmoji) { return 2 }
        return unicodeScalars.reduce(0) { $0 + $1.cells }
    }
}

extension String {
    /// The number of terminal cells that the text takes on one line.
    var cells: Int { reduce(0) { $0 + $1.cells } }
}

extension Unicode.Scalar {
    fileprivate var cells: Int {
        if isASCII { return value < 0x20 || value == 0x7F ? 0 : 1 }
        switch value {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
            0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
            // These ranges also contain combining tone marks and voicing marks.
            return (0x302A...0x302D).contains(value) || (0x3099...0x309A).contains(value) ? 0 : 2
        case 0x1160...0x11FF, 0x200B...0x200F, 0xFEFF:
            return 0
        case 0x1F1E6...0x1F1FF:
            return 1
        default:
            break
        }
        if properties.isEmojiPresentation { return 2 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .control, .format, .lineSeparator, .paragraphSeparator: return 0
        default: return 1
        }
    }

    /// Whether a character that contains this scalar is drawn as one emoji: joiner, emoji style or skin tone.
    fileprivate var joinsEmoji: Bool {
        value == 0x200D || value == 0xFE0F || (0x1F3FB...0x1F3FF).contains(value)
    }
}
