import Foundation

/// Files of other formats that a Word document includes whole (`altChunk`; ECMA-376, 17.17.2), as programs that export
/// to Word write them.
enum WordInclusion {
    /// Most included files that are read.
    private static let most = 100

    /// Returns their texts by relationship. One in a format that is not read has none.
    static func texts(in archive: inout ZipArchive) throws(ReadingError) -> [String: String] {
        let relations = try OfficeRelations(of: "word/document.xml", in: &archive)
        var texts: [String: String] = [:]
        for (id, path) in relations.all("aFChunk").prefix(most) {
            guard let bytes = try archive.part(path) else { continue }
            texts[id] = text(of: bytes, path: path)
        }
        return texts
    }

    /// Returns nil for a format that is not read. A Word file that is included in one may not include others.
    private static func text(of bytes: Data, path: String) -> String? {
        let reader: (any DocumentReader)? =
            switch (path as NSString).pathExtension.lowercased() {
            case "htm", "html", "xhtml", "xht": HTMLReader()
            case "txt": TextReader()
            case "docx": DOCXReader(readsInclusions: false)
            default: nil
            }
        return (try? reader?.read(bytes, name: ""))?.source.text
    }
}
