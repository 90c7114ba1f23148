import Foundation
import Ingestion
import RAGCore

/// The hash under which a text is found again without being stored: the first 8 bytes of the SHA-256 of the text
/// without
/// case, width and extra spaces.
enum TextKey {
    /// Returns the key of `text`.
    static func key(of text: String) -> UInt64 {
        let form = text.foldingCaseAndWidth().collapsingWhitespace()
            .trimmingCharacters(in: CharacterSet(charactersIn: "?!.。…~ "))
        return UInt64(ContentHash.of(form).prefix(16), radix: 16) ?? 0
    }

    /// Returns the key as 16 hexadecimal digits.
    static func text(of key: UInt64) -> String {
        let digits = String(key, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Returns the keys one after another, little-endian.
    static func data(of keys: [UInt64]) -> Data {
        keys.reduce(into: Data(capacity: keys.count * 8)) { bytes, key in
            withUnsafeBytes(of: key.littleEndian) { bytes.append(contentsOf: $0) }
        }
    }

    /// Returns the keys that `data` consists of.
    static func keys(in data: Data) -> [UInt64] {
        data.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count - bytes.count % 8, by: 8).map {
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
            }
        }
    }
}
