import Foundation
import RAGCore

/// Reads OpenDocument texts (ODF 1.3, as LibreOffice writes them) through libzip and libxml2: headings, paragraphs,
/// lists, tables, notes. Tracked deletions, comments and generated indexes are left out.
struct ODTReader: DocumentReader {
    let fileExtensions: Set<String> = ["odt", "ott"]
    let recipe = "odt/3"

    init() {}

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        var archive = try ODFArchive(ZipArchive(bytes))
        let content = try archive.content()
        var text = ODFText(styles: archive.styles)
        try content.withRoot { (root) throws(ReadingError) in
            guard let body = root.first(["body", "text"]) else {
                throw ReadingError("does not match its file name: it contains no text document")
            }
            text.read(body)
        }
        let title = try archive.title()
        let source = SourceText(text.writer.text)
        return ReadDocument(
            title: text.title ?? title ?? ReadDocument.onlyTitle(in: text.writer.blocks) ?? name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: text.writer.blocks.withOutline(in: source, items: text.writer.items),
            notes: text.omissions.notes + text.writer.omissions.notes
        )
    }
}
