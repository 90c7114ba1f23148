import Foundation
import RAGCore

/// Reads Word documents (ECMA-376, WordprocessingML) through libzip and libxml2: headings, paragraphs, lists, tables,
/// notes.
///
/// Tracked deletions, hidden text and struck text are left out; tracked insertions, files that the text includes, and
/// the texts of links, fields, text boxes and pictures are read. Headers and footers of pages are left out. The
/// format has no page numbers.
struct DOCXReader: DocumentReader {
    let fileExtensions: Set<String> = ["docx", "docm", "dotx"]
    let recipe = "docx/3"

    private let readsInclusions: Bool

    init(readsInclusions: Bool = true) { self.readsInclusions = readsInclusions }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        var archive = try ZipArchive(bytes)
        let body = try archive.xml("word/document.xml")
        let styles = try archive.xmlIfAny("word/styles.xml")
        let numbering = try archive.xmlIfAny("word/numbering.xml")
        let core = try archive.xmlIfAny("docProps/core.xml")
        let wordStyles = try styles?.withRoot { WordStyles($0) } ?? WordStyles()
        var notes: [WordNote: String] = [:]
        for kind in WordNote.Kind.allCases {
            guard let part = try archive.xmlIfAny("word/\(kind.rawValue).xml") else { continue }
            try part.withRoot { (root) throws(ReadingError) in
                notes.merge(WordNote.texts(in: root, kind, styles: wordStyles)) { $1 }
            }
        }
        var text = WordText(
            styles: wordStyles,
            numbering: try numbering?.withRoot { WordNumbering($0) } ?? WordNumbering(),
            notes: notes,
            included: readsInclusions ? try WordInclusion.texts(in: &archive) : [:]
        )
        try body.withRoot { (root) throws(ReadingError) in text.read(root) }
        var omissions = text.omissions
        let parts = try OfficeRelations(of: "word/document.xml", in: &archive)
        for part in parts.paths("header") + parts.paths("footer") {
            let margin = try archive.xmlIfAny(part)?.withRoot { WordRun($0, styles: wordStyles).text }
            if Self.saysMoreThanPage(margin ?? "") { omissions.note("the text of a page header or footer") }
        }
        let title = try core?.withRoot { OfficeProperties.title(in: $0) }
        let source = SourceText(text.writer.text)
        return ReadDocument(
            title: text.title ?? title ?? ReadDocument.onlyTitle(in: text.writer.blocks) ?? name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: text.writer.blocks.withOutline(
                in: source,
                bold: text.boldParagraphs,
                items: text.writer.items
            ),
            notes: omissions.notes + text.writer.omissions.notes
        )
    }

    /// Returns whether a header or footer has other words than those around the number of a page.
    private static func saysMoreThanPage(_ margin: String) -> Bool {
        let words = margin.lowercased().split { !$0.isLetter }
        return !words.allSatisfy { ["page", "of", "第", "页", "頁", "共", "页共", "頁共"].contains($0) }
    }
}
