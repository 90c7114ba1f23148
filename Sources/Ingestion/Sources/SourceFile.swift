import Foundation
import RAGCore

/// The file of a document, with its hash.
package struct SourceFile: Sendable, Hashable {
    /// Path of the document below its folder, with `/`, in Unicode's composed form (NFC). Paths of sources other than
    /// the main one begin with the source's name.
    package let path: String
    /// Path in the file system.
    let location: String
    /// Size of the document in bytes.
    package let byteCount: Int
    /// SHA-256 of the bytes in lower-case hexadecimal. If the source adds properties, they are hashed as well.
    package let contentHash: String
    /// Name of the source.
    package let source: String
    /// Language that the source states.
    let language: Language?
    let metadata: [String: [String]]
    /// Range of bytes in the file that is the document; nil if it is the whole file.
    var part: Range<Int>?

    /// Location of the file.
    package var url: URL { URL(filePath: location) }

    /// Returns the content hash for other bytes of this document.
    func contentHash(of bytes: Data) -> String {
        Self.contentHash(
            ContentHash.of(bytes),
            traits: Self.traits(source: source, language: language, metadata: metadata)
        )
    }

    static func contentHash(_ bytesHash: String, traits: String?) -> String {
        traits.map { ContentHash.of(bytesHash + $0) } ?? bytesHash
    }

    /// Returns a fixed form of the source's name and properties, which is hashed with the bytes so that a change is
    /// noticed. Returns nil for a document of the main source without properties.
    static func traits(source: String, language: Language?, metadata: [String: [String]]) -> String? {
        guard source != Document.mainSource || language != nil || !metadata.isEmpty else { return nil }
        var parts = [source, language?.rawValue ?? ""]
        for (key, values) in metadata.sorted(by: { $0.key < $1.key }) { parts += [key, "\(values.count)"] + values }
        // Each part has its length in front, so that different lists give different texts.
        return parts.map { "\($0.utf8.count):\($0)" }.joined()
    }
}
