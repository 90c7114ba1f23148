import Foundation
import RAGCore

/// Reads PowerPoint presentations (ECMA-376, PresentationML) through libzip and libxml2: the title, texts, lists and
/// tables of each slide, the texts of diagrams and pictures, and the speaker's notes. A slide is a page and a section.
/// Hidden slides are left out.
struct PPTXReader: DocumentReader {
    let fileExtensions: Set<String> = ["pptx", "pptm", "ppsx"]
    let recipe = "pptx/1"

    init() {}

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        var archive = try ZipArchive(bytes)
        let paths = try Self.slides(in: &archive)
        let core = try archive.xmlIfAny("docProps/core.xml")
        var text = SlideText()
        for path in paths {
            guard let slide = try archive.xmlIfAny(path) else { continue }
            let isShown = try slide.withRoot { (root) throws(ReadingError) in text.read(slide: root) }
            guard isShown else { continue }
            let relations = try OfficeRelations(of: path, in: &archive)
            for part in relations.paths("diagramData") {
                try archive.xmlIfAny(part)?.withRoot { (root) throws(ReadingError) in text.read(diagram: root) }
            }
            for part in relations.paths("notesSlide").prefix(1) {
                try archive.xmlIfAny(part)?.withRoot { (root) throws(ReadingError) in text.read(notes: root) }
            }
        }
        let title = try core?.withRoot { OfficeProperties.title(in: $0) }
        let source = SourceText(text.writer.text, pageStarts: text.pageStarts)
        return ReadDocument(
            title: title ?? text.firstTitle ?? name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: text.writer.blocks,
            notes: text.omissions.notes + text.writer.omissions.notes
        )
    }

    /// Returns the paths of the slides in the order of the presentation.
    private static func slides(in archive: inout ZipArchive) throws(ReadingError) -> [String] {
        let path = "ppt/presentation.xml"
        let presentation = try archive.xml(path)
        let relations = try OfficeRelations(of: path, in: &archive)
        return try presentation.withRoot { (root) throws(ReadingError) in
            let entries = root.first("sldIdLst").map { Array($0.children("sldId")) } ?? []
            // `id` is also the slide's own number; the relationship's begins with letters.
            return entries.compactMap { $0.values(of: "id").lazy.compactMap { relations[$0] }.first?.path }
        }
    }
}
