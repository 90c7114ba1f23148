/// A decoder of little-endian 32-bit floats in base64 (RFC 4648, 4), the shortest form in which OpenAI sends vectors.
enum Base64Floats {
    /// Returns the floats; nil if `text` is not base64, or its bytes are not a whole number of floats.
    static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [Float]? {
        var symbols = text.count
        guard symbols % 4 == 0 else { return nil }
        while symbols > 0, symbols > text.count - 2, text[symbols - 1] == UInt8(ascii: "=") { symbols -= 1 }
        let byteCount = symbols * 3 / 4
        guard byteCount % 4 == 0 else { return nil }
        var isValid = true
        let floats = [Float](unsafeUninitializedCapacity: byteCount / 4) { floats, count in
            let bytes = UnsafeMutableRawBufferPointer(floats)
            isValid = decode(text, symbols, into: bytes, byteCount)
            count = isValid ? byteCount / 4 : 0
        }
        guard isValid else { return nil }
        #if _endian(big)
            return floats.map { Float(bitPattern: $0.bitPattern.byteSwapped) }
        #else
            return floats
        #endif
    }

    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>,
        _ symbols: Int,
        into bytes: UnsafeMutableRawBufferPointer,
        _ byteCount: Int
    ) -> Bool {
        values.withUnsafeBufferPointer { values in
            var seen: UInt8 = 0
            var written = 0
            var at = 0
            while at + 4 <= symbols {
                let (a, b, c, d) = (
                    values[Int(text[at])], values[Int(text[at + 1])], values[Int(text[at + 2])],
                    values[Int(text[at + 3])]
                )
                seen |= a | b | c | d
                bytes[written] = a << 2 | b >> 4
                bytes[written + 1] = b << 4 | c >> 2
                bytes[written + 2] = c << 6 | d
                written += 3
                at += 4
            }
            var bits: UInt32 = 0
            let left = symbols - at
            for offset in 0..<left {
                let value = values[Int(text[at + offset])]
                seen |= value
                bits |= UInt32(value) << UInt32(18 - 6 * offset)
            }
            for offset in 0..<(byteCount - written) {
                bytes[written + offset] = UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * offset))
            }
            return seen & invalid == 0 && left != 1
        }
    }

    /// The mark of a byte that is not a base64 symbol. Symbols have 6 bits.
    private static let invalid: UInt8 = 0x80

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: invalid, count: 256)
        let symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, symbol) in symbols.utf8.enumerated() { values[Int(symbol)] = UInt8(value) }
        return values
    }()
}
