/// A language in which kefu talks to customers.
package enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    case chinese = "zh"
    case english = "en"

    /// Detects the language of most of a text; nil if it has no letters of either (digits, emoji, codes alone).
    ///
    /// Han characters are compared with Latin words: `我的 iPhone 坏了` is Chinese, `What does 退款 mean?` is
    /// English.
    package init?(of text: some StringProtocol) {
        // Bytes, not scalars: generic code over strings of another module runs many times slower.
        if let language = text.utf8.withContiguousStorageIfAvailable(Language.init(utf8:)) {
            guard let language else { return nil }
            self = language
        } else {
            var copy = String(text)
            guard let language = copy.withUTF8(Language.init(utf8:)) else { return nil }
            self = language
        }
    }

    private init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        var han = 0
        var latinWords = 0
        // 1 inside a word and 0 elsewhere. Sums replace branches, which the processor would mispredict at every word.
        var insideWord = 0
        var offset = 0
        while offset < bytes.count {
            let lead = bytes[offset]
            offset += 1
            if lead < 0x80 {
                let isLatin = (lead | 0x20) &- 0x61 < 26 ? 1 : 0
                let joins = (lead == UInt8(ascii: "'") ? 1 : 0) | (lead == UInt8(ascii: "-") ? 1 : 0)
                latinWords &+= isLatin & ~insideWord
                insideWord = isLatin | insideWord & joins
                continue
            }
            var value = UInt32(lead) & (lead < 0xE0 ? 0x1F : lead < 0xF0 ? 0x0F : 0x07)
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 {
                value = value << 6 | UInt32(bytes[offset] & 0x3F)
                offset += 1
            }
            if Self.isHan(value) {
                han += 1
                insideWord = 0
            } else {
                let isLatin = Self.isAccentedLatin(value) ? 1 : 0
                latinWords += isLatin & ~insideWord
                insideWord = isLatin | insideWord & (value == 0x2019 ? 1 : 0)
            }
        }
        guard han + latinWords > 0 else { return nil }
        // A Chinese word has a little under two characters.
        self = Double(han) / 1.7 >= Double(latinWords) ? .chinese : .english
    }

    /// Returns whether the scalar is a letter of Latin-1, Latin Extended-A or Latin Extended-B.
    private static func isAccentedLatin(_ value: UInt32) -> Bool {
        switch value {
        case 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F: true
        default: false
        }
    }

    /// Returns whether the scalar is a unified or compatibility ideograph or 〇.
    private static func isHan(_ value: UInt32) -> Bool {
        switch value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x3007, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }
}
