#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension UInt8 {
    @inlinable package static var lineFeed: UInt8 { 0x0A }
    @inlinable package static var carriageReturn: UInt8 { 0x0D }
    @inlinable package static var space: UInt8 { 0x20 }
    @inlinable package static var tab: UInt8 { 0x09 }
    @inlinable package static var quote: UInt8 { 0x22 }

    /// Space, tab, line feed, vertical tab, form feed, carriage return.
    @inlinable package var isASCIIBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension Unicode.Scalar {
    /// Whether it is as wide as a Han character (Han, kana, their punctuation, full-width forms), from the blocks of
    /// UAX #11. Such scripts set no spaces between words. Hangul does and is left out.
    @inlinable package var isWide: Bool {
        switch value {
        case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF01...0xFF60, 0x20000...0x3FFFF: true
        default: false
        }
    }

    /// Whether it belongs to the character before it (UAX #29: extend, zero-width joiner, spacing mark).
    @inlinable package var continuesCharacter: Bool {
        // Han, kana and full-width forms first: looking a property up costs fifty times as much.
        value >= 0x300 && !(0x3400...0x9FFF).contains(value) && !(0xFF01...0xFF60).contains(value)
            && (value == 0x200D || properties.isGraphemeExtend || properties.isEmojiModifier
                || properties.generalCategory == .spacingMark)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The first `byte` in `range`; nil where there is none.
    package func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        guard let base = baseAddress, !range.isEmpty,
            let found = memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    package func firstLineFeed(in range: Range<Int>) -> Int? { first(.lineFeed, in: range) }

    /// Length of the blank scalar at `offset`: ASCII white space, no-break space, ideographic space; 0 where there is none.
    @inlinable package func blankLength(at offset: Int) -> Int {
        let byte = self[offset]
        if byte.isASCIIBlank { return 1 }
        if byte == 0xC2, offset + 1 < count, self[offset + 1] == 0xA0 { return 2 }
        if byte == 0xE3, offset + 2 < count, self[offset + 1] == 0x80, self[offset + 2] == 0x80 { return 3 }
        return 0
    }

    /// The first offset from `offset` on, before `end`, that holds no blank; `end` where there is none.
    @inlinable package func skippingBlanks(from offset: Int, to end: Int) -> Int {
        var offset = offset
        while offset < end {
            let length = blankLength(at: offset)
            if length == 0 { break }
            offset += length
        }
        return offset
    }

    /// `range` without the blanks at its ends. A blank that carries a combining mark stays.
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

    /// The scalar that begins at `offset`; nil at the end or inside a scalar. The bytes must be valid UTF-8.
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

    /// The scalar that ends just before `offset`; nil at the start. The bytes must be valid UTF-8.
    @inlinable package func scalar(before offset: Int) -> Unicode.Scalar? {
        var start = offset - 1
        while start >= 0, self[start] & 0xC0 == 0x80 { start -= 1 }
        return start < 0 ? nil : scalar(at: start)
    }
}

extension UInt8 {
    /// Bytes of the scalar that this byte leads, 1 to 4; 0 for a byte that leads none.
    @inlinable package var scalarLength: Int {
        switch self {
        case 0x00..<0x80: 1
        case 0xC0..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF8: 4
        default: 0
        }
    }

    @inlinable package var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }
}
