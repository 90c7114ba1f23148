import Foundation
import RAGCore

/// Reads e-books (EPUB 2 and 3) through libzip and libxml2. The chapters are read as web pages in the order of the
/// spine, without covers and tables of contents.
struct EPUBReader: DocumentReader {
    let fileExtensions: Set<String> = ["epub"]
    let recipe = "epub/2"

    init() {}

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        var archive = try ZipArchive(bytes)
        let container = try archive.xml("META-INF/container.xml")
        let path = try container.withRoot { root in
            root.first(["rootfiles", "rootfile"])?["full-path"]
        }
        guard let path else { throw ReadingError("does not match its file name: its container names no book") }
        let package = try archive.xml(path).withRoot { EPUBPackage($0, at: path) }
        let locked = try Self.encryptedParts(of: &archive)
        var found = HTMLOutput()
        var omissions = Omissions()
        var isMissingOne = true
        for chapter in package.chapters {
            guard !locked.contains(chapter) else { throw ReadingError("is protected against copying (DRM)") }
            guard let bytes = try archive.part(chapter) else { continue }
            isMissingOne = false
            guard !bytes.isEmpty else { continue }
            try HTMLPage(try TextDecoder.decode(bytes, declared: Self.declaredEncoding(of: bytes))).read(
                into: &found,
                &omissions
            )
        }
        if isMissingOne { throw ReadingError("is damaged: all its chapters are missing") }
        // Lines of a chapter's file are of no use to a reader, so lines of the text are counted.
        let source = SourceText(found.text)
        return ReadDocument(
            title: package.title ?? ReadDocument.onlyTitle(in: found.blocks) ?? name,
            language: ReadDocument.language(of: source)
                ?? package.language.flatMap { Language(rawValue: $0.prefix(2).lowercased()) },
            source: source,
            blocks: found.blocks,
            notes: omissions.notes
        )
    }

    /// Returns the encoding in the XML declaration of a chapter. EPUB allows only UTF-8 and UTF-16, but others occur.
    private static func declaredEncoding(of bytes: Data) -> String? {
        guard let head = String(data: bytes.prefix(200), encoding: .isoLatin1), head.hasPrefix("<?xml"),
            let end = head.range(of: "?>")
        else { return nil }
        let words = head[..<end.lowerBound].split(whereSeparator: \.isWhitespace)
        return words.first { $0.hasPrefix("encoding=") }.map { String($0.dropFirst(10).dropLast()) }
    }

    /// Returns the parts that need a key, including fonts that are only obfuscated.
    private static func encryptedParts(of archive: inout ZipArchive) throws(ReadingError) -> Set<String> {
        guard let list = try archive.xmlIfAny("META-INF/encryption.xml") else { return [] }
        return try list.withRoot { root in
            var parts: Set<String> = []
            root.visit { node in
                if node.name == "CipherReference", let path = node["URI"] {
                    parts.insert(path.removingPercentEncoding ?? path)
                }
                return true
            }
            return parts
        }
    }
}
