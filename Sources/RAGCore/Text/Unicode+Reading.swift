#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension UInt8 {
    /// The byte of `\n`.
    @inlinable package static var lineFeed: UInt8 { 0x0A }
    /// The byte of `\r`.
    @inlinable package static var carriageReturn: UInt8 { 0x0D }
    /// The byte of a space.
    @inlinable package static var space: UInt8 { 0x20 }
    /// The byte of `\t`.
    @inlinable package static var tab: UInt8 { 0x09 }
    /// The byte of `"`.
    @inlinable package static var quote: UInt8 { 0x22 }

    /// Whether the byte is a space, tab, line feed, vertical tab, form feed or carriage return.
    @inlinable package var isASCIIBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension Unicode.Scalar {
    /// Whether the scalar is as wide as a Han character (Han, kana, their punctuation, full-width forms), from the
    /// blocks of UAX #11. These scripts put no spaces between words. Hangul does and is left out.
    @inlinable package var isWide: Bool {
        switch value {
        case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF01...0xFF60, 0x20000...0x3FFFF: true
        default: false
        }
    }

    /// Whether the scalar belongs to the character before it (UAX #29: extend, zero-width joiner, spacing mark).
    @inlinable package var continuesCharacter: Bool {
        // Exclude Han, kana and full-width forms first, because a property lookup takes fifty times as long.
        value >= 0x300 && !(0x3400...0x9FFF).contains(value) && !(0xFF01...0xFF60).contains(value)
            && (value == 0x200D || properties.isGraphemeExtend || properties.isEmojiModifier
                || properties.generalCategory == .spacingMark)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Returns the offset of the first `byte` in `range`; nil if there is none.
    package func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        guard let base = baseAddress, !range.isEmpty,
            let found = memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Returns the offset of the first line feed in `range`; nil if there is none.
    package func firstLineFeed(in range: Range<Int>) -> Int? { first(.lineFeed, in: range) }

    /// Returns the length in bytes of the blank at `offset`: ASCII white space, no-break space or ideographic space;
    /// 0 if there is none.
    @inlinable package func blankLength(at offset: Int) -> Int {
        let byte = self[offset]
        if byte.isASCIIBlank { return 1 }
        if byte == 0xC2, offset + 1 < count, self[offset + 1] == 0xA0 { return 2 }
        if byte == 0xE3, offset + 2 < count, self[offset + 1] == 0x80, self[offset + 2] == 0x80 { return 3 }
        return 0
    }

    /// Returns the first offset from `offset` on that is not blank; `end` if there is none before it.
    @inlinable package func skippingBlanks(from offset: Int, to end: Int) -> Int {
        var offset = offset
        while offset < end {
            let length = blankLength(at: offset)
            if length == 0 { break }
            offset += length
        }
        return offset
    }

    /// Returns `range` without blanks at its ends. A blank with a combining mark stays.
    @inlinable package func trimming(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        while lower < range.upperBound {
            let length = blankLength(at: lower)
            if length == 0 { break }
            if lower + length < range.upperBound, self[lower + length] >= 0xCC,
                let next = scalar(at: lower + length), next.continuesCharacter, !self[lower].isLineEnd
            {
                break
            }
            lower += length
        }
        var upper = range.upperBound
        while upper > lower {
            if self[upper - 1].isASCIIBlank {
                upper -= 1
            } else if upper - 2 >= lower, self[upper - 1] == 0xA0, self[upper - 2] == 0xC2 {
                upper -= 2
            } else if upper - 3 >= lower, self[upper - 1] == 0x80, self[upper - 2] == 0x80, self[upper - 3] == 0xE3 {
                upper -= 3
            } else {
                break
            }
        }
        return lower..<upper
    }

    /// Returns the scalar that begins at `offset`; nil at the end or inside a scalar. The bytes must be valid UTF-8.
    @inlinable package func scalar(at offset: Int) -> Unicode.Scalar? {
        guard offset < count else { return nil }
        let lead = self[offset]
        if lead < 0x80 { return Unicode.Scalar(lead) }
        let length = lead.scalarLength
        guard length > 1, offset + length <= count else { return nil }
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for step in 1..<length { value = value << 6 | UInt32(self[offset + step] & 0x3F) }
        return Unicode.Scalar(value)
    }

    /// Returns the scalar that ends before `offset`; nil at the start. The bytes must be valid UTF-8.
    @inlinable package func scalar(before offset: Int) -> Unicode.Scalar? {
        var start = offset - 1
        while start >= 0, self[start] & 0xC0 == 0x80 { start -= 1 }
        return start < 0 ? nil : scalar(at: start)
    }
}

extension UInt8 {
    /// The number of bytes of the scalar that begins with this byte, 1 to 4; 0 for a byte inside a scalar.
    @inlinable package var scalarLength: Int {
        switch self {
        case 0x00..<0x80: 1
        case 0xC0..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF8: 4
        default: 0
        }
    }

    /// Whether the byte is a line feed or a carriage return.
    @inlinable package var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }
}
