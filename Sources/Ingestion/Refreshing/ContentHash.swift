import Crypto
import Foundation

/// SHA-256 as the index keeps it.
enum ContentHash {
    /// 64 lower-case hexadecimal digits.
    static func of(_ bytes: some DataProtocol) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self
        )
    }

    static func of(_ text: String) -> String {
        of(Array(text.utf8))
    }
}
