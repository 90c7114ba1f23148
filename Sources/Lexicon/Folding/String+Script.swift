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
        for scalar in unicodeScalars { plain.append(scalar.simplified.withoutWidth) }
        let text = String(plain)
        guard text.contains(where: \.isHanCharacter), text.contains(where: \.isWhitespace) else { return text }
        let parts = text.split(whereSeparator: \.isWhitespace)
        var joined = ""
        for (index, part) in parts.enumerated() {
            if index > 0, !part.joins(parts[index - 1]) { joined += " " }
            joined += part
        }
        return joined
    }

    /// Whether the blank between `previous` and this part stands between characters rather than words.
    private func joins(_ previous: some StringProtocol) -> Bool {
        guard let last = previous.last, let first, last.isHanCharacter, first.isHanCharacter else { return false }
        return previous.suffix(2).count { $0.isHanCharacter } == 1 || prefix(2).count { $0.isHanCharacter } == 1
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
