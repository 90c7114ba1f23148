import Foundation

/// Reads little-endian numbers one after another, and never past the end.
struct ByteReader {
    let bytes: Data
    /// Offset of the next byte from the start of `bytes`.
    private(set) var position = 0

    init(_ bytes: Data) { self.bytes = bytes }

    mutating func int32() throws(ModelFileFault) -> Int { Int(try number(Int32.self)) }
    mutating func uint32() throws(ModelFileFault) -> Int { Int(try number(UInt32.self)) }
    mutating func uint16() throws(ModelFileFault) -> Int { Int(try number(UInt16.self)) }
    mutating func uint8() throws(ModelFileFault) -> Int { Int(try number(UInt8.self)) }
    mutating func float() throws(ModelFileFault) -> Float { Float(bitPattern: try number(UInt32.self)) }

    /// A count or an offset of 64 bits, which must fit an `Int`.
    mutating func uint64() throws(ModelFileFault) -> Int {
        guard let value = Int(exactly: try number(UInt64.self)) else { throw .truncated }
        return value
    }

    /// Steps over `count` bytes and says where they lie.
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
