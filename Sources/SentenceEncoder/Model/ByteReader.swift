import Foundation

/// A reader of consecutive little-endian numbers that never reads past the end. Throws `.truncated` there.
struct ByteReader {
    let bytes: Data
    /// The offset of the next byte from the start of `bytes`.
    private(set) var position = 0

    init(_ bytes: Data) { self.bytes = bytes }

    mutating func int32() throws(ModelFileFault) -> Int { Int(try number(Int32.self)) }
    mutating func uint32() throws(ModelFileFault) -> Int { Int(try number(UInt32.self)) }
    mutating func uint16() throws(ModelFileFault) -> Int { Int(try number(UInt16.self)) }
    mutating func uint8() throws(ModelFileFault) -> Int { Int(try number(UInt8.self)) }
    mutating func float() throws(ModelFileFault) -> Float { Float(bitPattern: try number(UInt32.self)) }

    /// Reads a count or an offset of 64 bits. Throws `.truncated` if it does not fit an `Int`.
    mutating func uint64() throws(ModelFileFault) -> Int {
        guard let value = Int(exactly: try number(UInt64.self)) else { throw .truncated }
        return value
    }

    /// Skips `count` bytes and returns their range.
    mutating func skip(_ count: Int) throws(ModelFileFault) -> Range<Int> {
        guard count >= 0, count <= bytes.count - position else { throw .truncated }
        defer { position += count }
        return position..<(position + count)
    }

    private mutating func number<Number: FixedWidthInteger>(_: Number.Type) throws(ModelFileFault) -> Number {
        let range = try skip(MemoryLayout<Number>.size)
        return bytes.withUnsafeBytes {
            Number(littleEndian: $0.loadUnaligned(fromByteOffset: range.lowerBound, as: Number.self))
        }
    }
}
