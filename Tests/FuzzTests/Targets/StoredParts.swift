import Foundation

/// A ZIP file with uncompressed parts, made in memory (APPNOTE.TXT 4.3).
struct StoredParts {
    /// The bytes of the file.
    private(set) var file = Data()

    init(_ parts: [(name: String, bytes: Data)]) {
        var directory = Data()
        for part in parts {
            let name = Data(part.name.utf8)
            var entry = Data()
            entry.append(little: 20, 2)
            entry.append(little: 0, 8)
            entry.append(little: Self.checksum(of: part.bytes), 4)
            entry.append(little: part.bytes.count, 4)
            entry.append(little: part.bytes.count, 4)
            entry.append(little: name.count, 2)
            entry.append(little: 0, 2)
            directory.append(little: 0x0201_4B50, 4)
            directory.append(little: 20, 2)
            directory += entry
            directory.append(little: 0, 10)
            directory.append(little: file.count, 4)
            directory += name
            file.append(little: 0x0403_4B50, 4)
            file += entry + name + part.bytes
        }
        let start = file.count
        file += directory
        file.append(little: 0x0605_4B50, 4)
        file.append(little: 0, 4)
        file.append(little: parts.count, 2)
        file.append(little: parts.count, 2)
        file.append(little: directory.count, 4)
        file.append(little: start, 4)
        file.append(little: 0, 2)
    }

    /// Returns the CRC-32 of `data` (ISO 3309).
    private static func checksum(of data: Data) -> Int {
        Int(~data.reduce(UInt32.max) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 0xFF)] })
    }

    private static let table = (0..<256 as Range<UInt32>).map { byte in
        (0..<8).reduce(byte) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
}

extension Data {
    /// Appends a number of `count` bytes, least significant byte first.
    fileprivate mutating func append(little value: Int, _ count: Int) {
        for place in 0..<count { append(UInt8(truncatingIfNeeded: place < 8 ? value >> (place * 8) : 0)) }
    }
}
