import Foundation
import RAGCore

#if canImport(CryptoKit)
    import CryptoKit
#else
    import COpenSSL
#endif

/// A SHA-256 hash written as 64 lower-case hexadecimal digits. Takes bytes piece by piece and can be used again after
/// `finish()`.
///
/// It uses the system's implementation, which uses the processor's own instructions: CryptoKit on Apple's systems,
/// otherwise OpenSSL, which libcurl needs anyway. swift-crypto would build 300 files for this one function.
package struct ContentHash: ~Copyable {
    #if canImport(CryptoKit)
        private var hasher = SHA256()

        /// Creates the hash of no bytes.
        package init() {}

        /// Adds `bytes` to those that are hashed.
        package mutating func update(_ bytes: UnsafeRawBufferPointer) {
            hasher.update(bufferPointer: bytes)
        }

        /// Returns the hash of all bytes since the last call.
        package mutating func finish() -> String {
            defer { hasher = SHA256() }
            return Self.hexadecimal(Array(hasher.finalize()))
        }
    #else
        private let context: OpaquePointer

        /// Creates the hash of no bytes.
        package init() {
            guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
                preconditionFailure("OpenSSL has no SHA-256")
            }
            self.context = context
        }

        deinit { EVP_MD_CTX_free(context) }

        /// Adds `bytes` to those that are hashed.
        package mutating func update(_ bytes: UnsafeRawBufferPointer) {
            let isDone = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
            precondition(isDone == 1)
        }

        /// Returns the hash of all bytes since the last call.
        package mutating func finish() -> String {
            var digest = [UInt8](repeating: 0, count: 32)
            // SHA-256 is not named again: looking it up costs OpenSSL more than hashing a page.
            let isDone = EVP_DigestFinal_ex(context, &digest, nil) == 1 && EVP_DigestInit_ex(context, nil, nil) == 1
            precondition(isDone)
            return Self.hexadecimal(digest)
        }
    #endif

    /// Returns the hash of `bytes`.
    package static func of(_ bytes: Data) -> String {
        var hash = ContentHash()
        bytes.withUnsafeBytes { hash.update($0) }
        return hash.finish()
    }

    /// Returns the hash of the UTF-8 bytes of `text`.
    package static func of(_ text: String) -> String {
        var text = text
        var hash = ContentHash()
        text.withUTF8 { hash.update(UnsafeRawBufferPointer($0)) }
        return hash.finish()
    }

    /// Returns the hash of the file at `url`, read piece by piece. `onPiece` is called before each piece of a megabyte;
    /// what it throws ends the reading. Throws what reading throws.
    package static func ofFile(_ url: URL, onPiece: () throws -> Void) throws -> String {
        let handle = try FileHandle(forReadingFrom: url)
        defer { try? handle.close() }
        var hash = ContentHash()
        repeat { try onPiece() } while try hash.addPiece(of: handle)
        return hash.finish()
    }

    /// Returns false at the end of the file.
    private mutating func addPiece(of handle: FileHandle) throws -> Bool {
        guard let bytes = try handle.read(upToCount: 1 << 20), !bytes.isEmpty else { return false }
        bytes.withUnsafeBytes { update($0) }
        return true
    }

    /// Returns the hash of a text for the role that it is embedded in, because a model may embed queries and passages
    /// differently. The hash of a passage is that of the text alone.
    package static func of(_ text: String, as role: EmbeddingRole) -> TextHash {
        role == .passage ? of(text) : of(role.rawValue + "\n" + text)
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits: StaticString = "0123456789abcdef"
        return String(unsafeUninitializedCapacity: bytes.count * 2) { text in
            for (index, byte) in bytes.enumerated() {
                text[2 * index] = digits.utf8Start[Int(byte >> 4)]
                text[2 * index + 1] = digits.utf8Start[Int(byte & 15)]
            }
            return bytes.count * 2
        }
    }
}
