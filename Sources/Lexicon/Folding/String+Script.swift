import CTokenizer

/// Foldings of the ways to write a Chinese text: traditional or simplified characters, full-width forms, and blanks
/// between characters.
extension StringProtocol {
    /// The text with simplified characters for traditional ones, by the table of the keyword index. A character that
    /// simplified text uses as well, such as 著, stays.
    package func foldingScript() -> String {
        guard unicodeScalars.contains(where: { $0.simplified != $0 }) else { return String(self) }
        var folded = String.UnicodeScalarView()
        for scalar in unicodeScalars { folded.append(scalar.simplified) }
        return String(folded)
    }

    /// The question as it is searched for and compared: simplified characters, plain letters and digits, and no blanks
    /// beside a single Chinese character. A blank between longer words stays: `退货 运费` asks for two things.
    package func foldingWriting() -> String {
        var plain = String.UnicodeScalarView()
        var (hasHan, hasBlank) = (false, false)
        for scalar in unicodeScalars {
            let scalar = scalar.simplified.withoutWidth
            hasHan = hasHan || scalar.isHan
            hasBlank = hasBlank || scalar.isWhitespace
            plain.append(scalar)
        }
        let text = String(plain)
        return hasHan && hasBlank ? text.joiningSpacedCharacters() : text
    }

    /// The text without blanks at its ends and beside a single Chinese character, and with one space for any other
    /// blanks.
    private func joiningSpacedCharacters() -> String {
        let text = CharacterArray(self)
        let parts = text.scalars.indices.split { text[$0].isWhitespace }
        var joined = ""
        for (index, part) in parts.enumerated() {
            if index > 0, !text.joins(parts[index - 1], part) { joined += " " }
            joined += text.text(part)
        }
        return joined
    }
}

extension CharacterArray {
    /// Returns whether the blank between two parts stands between characters rather than words.
    fileprivate func joins(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
        guard self[first.upperBound - 1].isHan, self[second.lowerBound].isHan else { return false }
        return first.suffix(2).count { self[$0].isHan } == 1 || second.prefix(2).count { self[$0].isHan } == 1
    }
}

extension Unicode.Scalar {
    /// The simplified form of a traditional Chinese character; any other scalar itself.
    fileprivate var simplified: Unicode.Scalar {
        // By range, because a look-up of the property takes fifty times as long.
        switch value {
        case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2FA1F: Unicode.Scalar(ct_simplified(value)) ?? self
        default: self
        }
    }

    /// The ASCII form of a full-width letter, digit or blank; any other scalar itself.
    fileprivate var withoutWidth: Unicode.Scalar {
        switch value {
        case 0x3000: " "
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: Unicode.Scalar(value - 0xFEE0) ?? self
        default: self
        }
    }
}
