import Foundation
import RAGCore

/// Reads Word documents (ECMA-376, WordprocessingML) through libzip and libxml2: headings, paragraphs, lists, tables,
/// notes.
///
/// Tracked deletions are left out; tracked insertions and the texts of links, fields and text boxes are read. Headers
/// and footers are not read. The format has no page numbers.
struct DOCXReader: DocumentReader {
    let fileExtensions: Set<String> = ["docx", "docm", "dotx"]
    let recipe = "docx/1"

    init() {}

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        var archive = try ZipArchive(bytes)
        let body = try archive.xml("word/document.xml")
        let styles = try archive.xmlIfAny("word/styles.xml")
        let numbering = try archive.xmlIfAny("word/numbering.xml")
        let core = try archive.xmlIfAny("docProps/core.xml")
        var notes: [WordNote: String] = [:]
        for kind in WordNote.Kind.allCases {
            guard let part = try archive.xmlIfAny("word/\(kind.rawValue).xml") else { continue }
            try part.withRoot { (root) throws(ReadingError) in notes.merge(WordNote.texts(in: root, kind)) { $1 } }
        }
        var text = WordText(
            styles: try styles?.withRoot { WordStyles($0) } ?? WordStyles(),
            numbering: try numbering?.withRoot { WordNumbering($0) } ?? WordNumbering(),
            notes: notes
        )
        try body.withRoot { (root) throws(ReadingError) in text.read(root) }
        let title = try core?.withRoot { OfficeProperties.title(in: $0) }
        let source = SourceText(text.writer.text)
        return ReadDocument(
            title: text.title ?? title ?? ReadDocument.onlyTitle(in: text.writer.blocks) ?? name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: text.writer.blocks
        )
    }
}
