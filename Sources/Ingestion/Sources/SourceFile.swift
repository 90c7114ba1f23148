import Foundation
import RAGCore

/// A document's file and what it hashes to.
package struct SourceFile: Sendable, Hashable {
    /// The document's path: below its folder, with `/`, in Unicode's composed form (NFC), and below its source's name where that is
    /// not the main one.
    package let path: String
    /// Path in the file system.
    let location: String
    package let byteCount: Int
    /// Lower-case hexadecimal SHA-256 of the bytes; where its source says something of the document, of that as well.
    package let contentHash: String
    /// Name of the source it comes from.
    package let source: String
    /// What its source says of it.
    let language: Language?
    let metadata: [String: [String]]
    /// The bytes of the file that are the document; nil where all are.
    var part: Range<Int>?

    package var url: URL { URL(filePath: location) }

    /// Its `contentHash` if these were its bytes.
    func contentHash(of bytes: Data) -> String {
        Self.contentHash(
            ContentHash.of(bytes),
            traits: Self.traits(source: source, language: language, metadata: metadata)
        )
    }

    static func contentHash(_ bytesHash: String, traits: String?) -> String {
        traits.map { ContentHash.of(bytesHash + $0) } ?? bytesHash
    }

    /// What is hashed besides a document's bytes, so that a change of it is seen: the source and what it says of the
    /// document, in one fixed form. nil where a document of the main source has nothing said of it.
    static func traits(source: String, language: Language?, metadata: [String: [String]]) -> String? {
        guard source != Document.mainSource || language != nil || !metadata.isEmpty else { return nil }
        var parts = [source, language?.rawValue ?? ""]
        for (key, values) in metadata.sorted(by: { $0.key < $1.key }) { parts += [key, "\(values.count)"] + values }
        // Each part with its length: no two lists of parts make one text.
        return parts.map { "\($0.utf8.count):\($0)" }.joined()
    }
}
