import Foundation
import RAGCore

/// The hash of a text as the database stores it: 32 bytes instead of 64 digits in each row and in the index.
struct TextKey: Hashable {
    let bytes: [UInt8]

    var data: Data { Data(bytes) }

    /// Decodes a hash. Throws `RAGError` if `hash` is not the 64 lower-case hexadecimal digits of a SHA-256.
    init(_ hash: TextHash) throws {
        let digits = Array(hash.utf8)
        guard digits.count == 64 else { throw Self.malformed(hash) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else {
                throw Self.malformed(hash)
            }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    private static func malformed(_ hash: TextHash) -> RAGError {
        RAGError(.failed, "The hash of a text must be 64 hexadecimal digits, but \(hash.utf8.count) bytes were given")
    }
}
