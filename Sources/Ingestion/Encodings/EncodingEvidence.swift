import Foundation

/// A score for how likely a sample of bytes is text in one encoding.
///
/// Each character outside ASCII adds about the logarithm of how much more likely it is in a text than among random
/// characters: 4 for the most common ones and the full stop, 2 for common ones, less than 0 for the rest. The right
/// encoding gives a Chinese text about 2 a character, a wrong one about -1.
struct EncodingEvidence: Sendable {
    let encoding: TextEncoding
    private(set) var sum = 0
    /// Number of characters that were scored: those outside ASCII, and in UTF-16 all.
    private(set) var count = 0
    private var kana = 0

    var mean: Double { count == 0 ? 0 : Double(sum) / Double(count) }

    /// Returns nil if none of `lines` can be decoded. Each single line that cannot be decoded lowers the score.
    init?(of lines: [Data], as encoding: TextEncoding) {
        self.encoding = encoding
        var hasText = false
        for line in lines {
            guard let text = encoding.decode(line) else {
                sum -= Self.wrongLine
                count += 1
                continue
            }
            hasText = true
            add(Array(text.unicodeScalars))
        }
        guard hasText else { return nil }
        // Japanese text is full of kana.
        if encoding == .shiftJIS, kana * 5 < count { return nil }
    }

    private static let wrongLine = 12

    private mutating func add(_ scalars: [Unicode.Scalar]) {
        for (index, scalar) in scalars.enumerated() {
            if scalar.isASCII {
                let isText =
                    scalar.value >= 0x20 && scalar.value != 0x7F || "\t\n\r\u{C}".unicodeScalars.contains(scalar)
                guard encoding.isUTF16 || !isText else { continue }
                sum += isText ? 2 : -8
            } else {
                sum += encoding == .windows1252 ? Self.weight(ofLatinAt: index, in: scalars) : weight(of: scalar)
            }
            count += 1
        }
    }

    private mutating func weight(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0xAC00..<0xD7A4: return encoding != .eucKR ? -2 : CommonCharacters.korean.contains(scalar) ? 3 : -1
        case 0x3041..<0x30FF:
            kana += 1
            return encoding == .shiftJIS ? 3 : -1
        // Lines and boxes that tables are drawn with.
        case 0x2500..<0x2580: return 0
        case 0x4E00..<0xA000:
            if encoding == .eucKR { return -2 }
            if CommonCharacters.commonest.contains(scalar) { return 4 }
            return CommonCharacters.common.contains(scalar) ? 2 : -1
        case 0xFF01..<0xFF5F: return scalar == "，" ? 4 : 2
        case 0xE000..<0xF900, 0xFFF0..<0x10000, 0xF0000...: return -8
        default: return scalar == "。" ? 4 : Self.punctuation.contains(scalar) ? 2 : -2
        }
    }

    private static let punctuation = Set("、《》「」『』【】“”‘’…—～·　①②③④⑤℃→●■◆".unicodeScalars)

    /// Scores a character of a text in a Latin script: common accented letters beside letters, and typographic marks.
    private static func weight(ofLatinAt index: Int, in scalars: [Unicode.Scalar]) -> Int {
        let scalar = scalars[index]
        if typography.contains(scalar) { return 2 }
        let before = index > 0 ? scalars[index - 1] : " "
        let after = index + 1 < scalars.count ? scalars[index + 1] : " "
        func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && scalar.properties.isAlphabetic }
        guard isLetter(before) || isLetter(after) else { return -3 }
        if !isLetter(before), isLetter(after) {
            return "ÀÁÂÄÇÉÈÊÎÖÔÜÓÚÑéàäöüâêñóá".unicodeScalars.contains(scalar) ? 1 : -2
        }
        return accented.contains(scalar) ? 2 : -2
    }

    private static let typography = Set("’‘“”–—…•€£°©®™½¼\u{A0}".unicodeScalars)
    private static let accented = Set("éèêëàâäáçùûüúîïíôöóñß".unicodeScalars)
}
