import Foundation
import Ingestion

/// HMAC with SHA-256 (RFC 2104): proves that a text comes from somebody who knows a secret.
package struct MessageAuthentication: Sendable {
    private static let blockSize = 64
    private let inner: Data
    private let outer: Data

    /// Creates the function for the UTF-8 bytes of `secret`, which may have any length.
    package init(secret: String) {
        var key = Data(secret.utf8)
        if key.count > Self.blockSize { key = Self.hash(key) }
        key += Data(repeating: 0, count: Self.blockSize - key.count)
        inner = Data(key.map { $0 ^ 0x36 })
        outer = Data(key.map { $0 ^ 0x5C })
    }

    /// Returns the code of `text` as 64 lower-case hexadecimal digits.
    package func code(of text: String) -> String {
        ContentHash.of(outer + Self.hash(inner + Data(text.utf8)))
    }

    /// Returns whether `code` is the code of `text`. The time that this takes does not tell where they differ.
    package func isValid(_ code: String, of text: String) -> Bool {
        self.code(of: text).isEqualInConstantTime(to: code)
    }

    private static func hash(_ bytes: Data) -> Data {
        let digits = Array(ContentHash.of(bytes).utf8)
        return Data(stride(from: 0, to: digits.count, by: 2).map { digits[$0].hexValue << 4 | digits[$0 + 1].hexValue })
    }
}

extension String {
    /// Returns whether both texts are equal, in a time that depends on their lengths alone.
    package func isEqualInConstantTime(to other: String) -> Bool {
        utf8.count == other.utf8.count && zip(utf8, other.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension UInt8 {
    /// The value of this lower-case hexadecimal digit.
    fileprivate var hexValue: UInt8 {
        self < UInt8(ascii: "a") ? self - UInt8(ascii: "0") : self - UInt8(ascii: "a") + 10
    }
}
