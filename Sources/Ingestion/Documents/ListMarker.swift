import RAGCore

extension UnsafeBufferPointer<UInt8> {
    /// Returns whether a list item begins at `start`: `- `, `• `, `1. `, `2) `, `（3）`, `4、`, `a) `, `①`,
    /// `一、`, `（二）`.
    func hasListMarker(at start: Int, limit: Int) -> Bool {
        guard start < limit, let first = scalar(at: start) else { return false }
        if ("①"..."⑳").contains(first) { return true }
        var offset = start
        let isBracketed = first == "(" || first == "（"
        if first.isBullet {
            offset += first.utf8Length
            return offset < limit && blankLength(at: offset) > 0
        }
        if isBracketed { offset += first.utf8Length }
        let number = offset
        offset = endOfNumber(from: offset, to: limit)
        guard offset > number, offset < limit, let next = scalar(at: offset) else { return false }
        if isBracketed { return next == ")" || next == "）" }
        let isDecimal = (0x30...0x39).contains(self[number])
        if next == "、" { return true }
        if next == ")" || next == "）" { return isDecimal || self[number] < 0x80 }
        return isDecimal && self[offset - 1] == 0x2E && blankLength(at: offset) > 0
    }

    /// Returns the end of digits and dots, of Chinese numerals, or of a single Latin letter.
    private func endOfNumber(from start: Int, to limit: Int) -> Int {
        var offset = start
        guard offset < limit else { return offset }
        if (0x30...0x39).contains(self[offset]) {
            while offset < limit, offset - start <= 8, (0x30...0x39).contains(self[offset]) || self[offset] == 0x2E {
                offset += 1
            }
        } else if self[offset] < 0x80 {
            let letter = self[offset] | 0x20
            if (0x61...0x7A).contains(letter) { offset += 1 }
        } else {
            while offset < limit, offset - start < 9, let scalar = scalar(at: offset),
                "一二三四五六七八九十".unicodeScalars.contains(scalar)
            {
                offset += scalar.utf8Length
            }
        }
        return offset
    }
}

extension Unicode.Scalar {
    fileprivate var isBullet: Bool {
        switch self {
        case "*", "-", "+", "•", "·", "●", "○", "■", "□", "◆", "▪", "▸", "※", "–": true
        default: false
        }
    }

    fileprivate var utf8Length: Int { UTF8.width(self) }
}
