/// Folds and decodes text of common characters: ASCII, Latin-1, Han, kana, and Chinese and English punctuation.
///
/// Each of these scalars is a character by itself, and its compatibility form (NFKC, Unicode Annex 15) and its lower
/// case do not depend on the scalars beside it. Nearly all texts of customers and documents consist of these, and the
/// tables of Unicode take fifty times as long.
package enum CommonText {
    /// The differences that a folding removes.
    package struct Folding: OptionSet, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Capitals become small letters.
        package static let letterCase = Folding(rawValue: 1)
        /// Compatibility forms become plain ones.
        package static let width = Folding(rawValue: 2)
        /// A full-width comma becomes `、` and not a plain comma.
        package static let keepsComma = Folding(rawValue: 4)
    }

    /// Returns the folded text; nil if it has any other character.
    package static func folded(_ text: String, _ folding: Folding) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            var isCommon = true
            // No folded scalar is longer than the one it stands for.
            let folded = String(unsafeUninitializedCapacity: bytes.count) { output in
                var writer = Writer(output: output)
                isCommon = scan(bytes) { writer.append($0, folding) }
                return isCommon ? writer.count : 0
            }
            return isCommon ? folded : nil
        }
    }

    /// Calls `body` with each scalar in order; returns false at the first one that is not common. A carriage return is
    /// none, because it may form one character with a line feed.
    @inlinable package static func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (UInt32) -> Void) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let lead = UInt32(bytes[offset])
            if lead < 0x80 {
                guard lead != 0x0D else { return false }
                body(lead)
                offset += 1
            } else if lead == 0xC2 || lead == 0xC3 {
                let value = (lead & 0x1F) << 6 | UInt32(bytes[offset + 1] & 0x3F)
                guard isCommonLatin(value) else { return false }
                body(value)
                offset += 2
            } else if lead >= 0xE2, lead <= 0xEF {
                let middle = UInt32(bytes[offset + 1] & 0x3F) << 6
                let value = (lead & 0x0F) << 12 | middle | UInt32(bytes[offset + 2] & 0x3F)
                guard isCommonWide(value) else { return false }
                body(value)
                offset += 3
            } else {
                return false
            }
        }
        return true
    }

    /// Whether a scalar of Latin-1 is a letter or sign without a compatibility form.
    @inlinable static func isCommonLatin(_ value: UInt32) -> Bool {
        switch value {
        case 0xA1...0xA7, 0xA9, 0xAB, 0xAC, 0xAE, 0xB0, 0xB1, 0xB6, 0xB7, 0xBB, 0xBF...0xFF: true
        default: false
        }
    }

    @inlinable static func isCommonWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF: true
        case 0x2010, 0x2012...0x2016, 0x2018...0x2023, 0x2026, 0x20AC, 0x2103: true
        case 0x3000...0x3020, 0x3041...0x3096, 0x30A1...0x30FE: true
        case 0xFF01...0xFF5E, 0xFFE5: true
        default: false
        }
    }

    /// Writes folded scalars as UTF-8.
    private struct Writer {
        let output: UnsafeMutableBufferPointer<UInt8>
        var count = 0

        @inline(__always)
        mutating func append(_ value: UInt32, _ folding: Folding) {
            var value = value
            if folding.contains(.width), value >= 0x2026 {
                switch value {
                case 0x2026:
                    for _ in 0..<3 { put(0x2E) }
                    return
                case 0x2103:
                    put(0xB0)
                    value = 0x43
                case 0x3000: value = 0x20
                case 0xFF0C where folding.contains(.keepsComma): value = 0x3001
                case 0xFF01...0xFF5E: value -= 0xFEE0
                case 0xFFE5: value = 0xA5
                default: break
                }
            }
            put(folding.contains(.letterCase) ? Self.lowercased(value) : value)
        }

        @inline(__always)
        private static func lowercased(_ value: UInt32) -> UInt32 {
            switch value {
            case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0xFF21...0xFF3A: value + 0x20
            default: value
            }
        }

        @inline(__always)
        private mutating func put(_ value: UInt32) {
            if value < 0x80 {
                put(byte: value)
            } else if value < 0x800 {
                put(byte: 0xC0 | value >> 6)
                put(byte: 0x80 | value & 0x3F)
            } else {
                put(byte: 0xE0 | value >> 12)
                put(byte: 0x80 | value >> 6 & 0x3F)
                put(byte: 0x80 | value & 0x3F)
            }
        }

        @inline(__always)
        private mutating func put(byte: UInt32) {
            output[count] = UInt8(truncatingIfNeeded: byte)
            count += 1
        }
    }
}
