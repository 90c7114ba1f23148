/// Writes little-endian numbers one after another.
struct NumberWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }

    /// Appends a text with its length in bytes before it.
    mutating func append(_ text: String) {
        append(UInt32(text.utf8.count))
        bytes += text.utf8
    }

    /// Appends the checksum of all that was written.
    mutating func appendChecksum() {
        var checksum = Checksum()
        bytes.withUnsafeBytes { checksum.add($0) }
        append(checksum.value)
    }
}
