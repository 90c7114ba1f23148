/// Estimates tokens without a vocabulary. Results are 7 to 15% above cl100k on Chinese and English prose, so that a
/// budget holds.
package enum TokenEstimator {
    /// Returns the estimated number of tokens in `text`.
    ///
    /// The weights were measured against cl100k: a CJK or full-width character 1.05, a word of up to 6 Latin letters
    /// 1 and a longer one a quarter of its letters, digits a third, any other character 0.8.
    package static func count(_ text: some StringProtocol) -> Int {
        // Bytes, not scalars: generic code over strings of another module runs ten times slower.
        if let count = text.utf8.withContiguousStorageIfAvailable(count(utf8:)) { return count }
        var copy = String(text)
        return copy.withUTF8(count(utf8:))
    }

    /// Returns the estimated number of tokens in a text given as UTF-8.
    package static func count(utf8 bytes: UnsafeBufferPointer<UInt8>) -> Int {
        // In twentieths of a token, so that all weights are whole numbers.
        var twentieths = 0
        var offset = 0
        while offset < bytes.count {
            let lead = bytes[offset]
            let start = offset
            offset += 1
            if lead.isLatinLetter {
                while offset < bytes.count, bytes[offset].isLatinLetter { offset += 1 }
                let letters = offset - start
                twentieths += letters <= 6 ? 20 : (letters + 3) / 4 * 20
                // A space follows nearly always. Skipping it here lets the next step begin at a word, which the
                // processor predicts.
                if offset < bytes.count, bytes[offset] == 0x20 { offset += 1 }
            } else if lead >= 0x80 {
                var value = UInt32(lead) & (lead < 0xE0 ? 0x1F : lead < 0xF0 ? 0x0F : 0x07)
                while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 {
                    value = value << 6 | UInt32(bytes[offset] & 0x3F)
                    offset += 1
                }
                twentieths += isWide(value) ? 21 : 16
            } else if lead.isDigit {
                while offset < bytes.count, bytes[offset].isDigit { offset += 1 }
                twentieths += (offset - start + 2) / 3 * 20
            } else if !lead.isBlank {
                twentieths += 16
            }
        }
        return (twentieths + 19) / 20
    }

    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFF00...0xFFEF, 0x20000...0x3FFFF: true
        default: false
        }
    }
}

extension UInt8 {
    fileprivate var isLatinLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    fileprivate var isDigit: Bool { self &- 0x30 < 10 }
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
