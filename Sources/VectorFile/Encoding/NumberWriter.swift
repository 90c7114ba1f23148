/// A writer of consecutive little-endian numbers and texts.
struct NumberWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }

    /// Appends a text, preceded by its length in bytes.
    mutating func append(_ text: String) {
        append(UInt32(text.utf8.count))
        bytes += text.utf8
    }

    /// Appends the checksum of everything written so far.
    mutating func appendChecksum() {
        var checksum = Checksum()
        bytes.withUnsafeBytes { checksum.add($0) }
        append(checksum.value)
    }
}
