/// A reader of the format that `NumberWriter` writes. Each method returns nil past the end.
struct NumberReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    mutating func next<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
        guard bytes.count - position >= MemoryLayout<Number>.size else { return nil }
        defer { position += MemoryLayout<Number>.size }
        return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: Number.self))
    }

    /// Reads a text with its length in front.
    mutating func text() -> String? {
        guard let length = next(UInt32.self), bytes.count - position >= Int(length) else { return nil }
        defer { position += Int(length) }
        return String(decoding: bytes[position..<position + Int(length)], as: UTF8.self)
    }

    /// Reads a number and returns whether it is the checksum of everything that was read before it.
    mutating func endsWithChecksum() -> Bool {
        var checksum = Checksum()
        checksum.add(UnsafeRawBufferPointer(rebasing: bytes[..<position]))
        return next(UInt64.self) == checksum.value
    }
}
