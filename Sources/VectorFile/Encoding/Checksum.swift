/// A checksum that detects accidental damage, not tampering.
///
/// FNV-1a over 64-bit words. Each step also mixes the high bits down, because a product carries nothing to lower bits.
struct Checksum: Sendable, Equatable {
    private(set) var value: UInt64

    init(_ value: UInt64 = 0xCBF2_9CE4_8422_2325) {
        self.value = value
    }

    /// Continues with `bytes`. The last word is padded with zeros.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        let words = bytes.count / 8
        for word in 0..<words {
            add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)))
        }
        guard bytes.count % 8 > 0 else { return }
        add(bytes[(words * 8)...].reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }

    private mutating func add(_ word: UInt64) {
        value = (value ^ word) &* 0x100_0000_01B3
        value ^= value >> 29
    }
}
