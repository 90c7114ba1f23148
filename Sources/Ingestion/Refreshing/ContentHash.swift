import Foundation
import RAGCore

#if canImport(CryptoKit)
    import CryptoKit
#else
    import COpenSSL
#endif

/// SHA-256 as the index keeps it.
enum ContentHash {
    /// 64 lower-case hexadecimal digits.
    static func of(_ bytes: Data) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest(bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    static func of(_ text: String) -> String {
        of(Data(text.utf8))
    }

    /// Of a text and of the side that it is embedded for: models may embed the two differently.
    static func of(_ text: String, as role: EmbeddingRole) -> TextHash {
        of(role.rawValue + "\n" + text)
    }

    /// The system's own implementation, which uses the processor's instructions where it has them: CryptoKit on Apple's
    /// systems, else OpenSSL, which libcurl brings along. swift-crypto would build 300 files for this one function.
    private static func digest(_ bytes: Data) -> [UInt8] {
        #if canImport(CryptoKit)
            return Array(SHA256.hash(data: bytes))
        #else
            var digest = [UInt8](repeating: 0, count: 32)
            let isDone = bytes.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, &digest, nil, EVP_sha256(), nil) }
            precondition(isDone == 1, "OpenSSL has no SHA-256")
            return digest
        #endif
    }
}
