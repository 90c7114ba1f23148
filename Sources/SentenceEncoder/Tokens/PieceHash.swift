/// A hash of the bytes of a piece, eight bytes at a time.
///
/// Words are mixed in by rotation and multiplication, so the hash of a longer piece continues that of its beginning.
/// Callers must ensure that eight bytes can be read from every position up to the end of the piece.
struct PieceHash {
    /// The number of leading bytes that `prefix` covers.
    static let prefixLength = 6

    /// The hash of all whole words before `start`.
    private var state: UInt64 = 0
    private var start = 0

    /// Returns the hash of the first `length` bytes of `text`. `length` must not be less than in an earlier call.
    @inline(__always)
    mutating func value(_ text: UnsafeRawPointer, length: Int) -> UInt64 {
        while length - start > 8 {
            state = Self.mix(state, Self.word(text + start, 8))
            start += 8
        }
        return Self.mix(state, Self.word(text + start, length - start))
    }

    /// Returns a 16-bit hash of the first six bytes of `text`.
    @inline(__always)
    static func prefix(_ text: UnsafeRawPointer) -> Int {
        Int(truncatingIfNeeded: mix(0, word(text, prefixLength)) >> 48)
    }

    /// Returns whether `length` bytes are equal.
    @inline(__always)
    static func areEqual(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, length: Int) -> Bool {
        var start = 0
        while length - start > 8 {
            if word(a + start, 8) != word(b + start, 8) { return false }
            start += 8
        }
        return word(a + start, length - start) == word(b + start, length - start)
    }

    /// Returns the first 1 to 8 bytes, with zeros after them.
    @inline(__always)
    private static func word(_ text: UnsafeRawPointer, _ count: Int) -> UInt64 {
        let bytes = UInt64(littleEndian: text.loadUnaligned(as: UInt64.self))
        return bytes & (UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count))
    }

    /// Multiplies by 2^64 over the golden ratio, which carries every bit into the upper ones (Knuth, TAOCP 3, 6.4).
    @inline(__always)
    private static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
        ((state &<< 23 | state &>> 41) ^ word) &* 0x9E37_79B9_7F4A_7C15
    }
}
