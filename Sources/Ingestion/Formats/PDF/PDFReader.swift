import Foundation
import OperatingSystem
import RAGCore

/// Reads the text of PDF files through poppler's `pdftotext`: paragraphs without their line breaks, and headings
/// where the letters are larger or bold or the line is numbered, each with its page; tables; and check boxes of
/// forms. Scanned pages are read where tesseract is installed. Hidden text, running headers, watermarks and tables of
/// contents are left out.
struct PDFReader: DocumentReader {
    let fileExtensions: Set<String> = ["pdf"]
    var recipe: String { tools.tesseract == nil ? "pdf/3" : "pdf/3 ocr" }
    let tools: PDFTools

    init(tools: PDFTools = .installed) { self.tools = tools }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let text = try PDFText(bytes, tool: tools.pdftotext)
        var pages = text.pages
        var omissions = Omissions()
        omissions.addHidden(lines: PDFHiddenText.remove(from: &pages, bytes, tools))
        let scan = PDFScan(bytes, pages: pages, tools: tools)
        for (number, page) in scan.pages { pages[number] = page }
        var notes = omissions.notes + scan.notes
        guard pages.contains(where: { !$0.blocks.isEmpty }) else {
            if tools.tesseract == nil {
                throw ReadingError(
                    "is a PDF that holds no text: scanned pages need OCR first (run scripts/setup --ocr)",
                    kind: .needsTool
                )
            }
            throw ReadingError("is a PDF that holds no text, and OCR found none in its pictures")
        }
        let watermarks = PDFWatermark.remove(from: &pages)
        if !watermarks.isEmpty { notes.append("a watermark was left out (\(watermarks.joined(separator: ", ")))") }
        pages = withTables(PDFFurniture.removed(from: pages), bytes)
        let structure = PDFStructure(pages, bold: PDFBoldLines.ifNeeded(bytes, pages, tools))
        return Self.document(structure, pageCount: pages.count, title: Self.title(text.title), name: name, notes: notes)
    }

    /// Writes the document. Its title is the largest heading if `title` is nil, and `name` if it has none.
    static func document(
        _ structure: PDFStructure,
        pageCount: Int,
        title: String?,
        name: String,
        notes: [String]
    ) -> ReadDocument {
        let (source, blocks) = text(of: structure.paragraphs, pageCount: pageCount)
        return ReadDocument(
            title: title ?? largestHeading(in: structure.paragraphs) ?? name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: blocks,
            notes: notes
        )
    }

    private static func text(
        of paragraphs: [PDFParagraph],
        pageCount: Int
    ) -> (SourceText, [Block]) {
        var writer = BlockWriter()
        var pageStarts = [0]
        func open(_ page: Int, at offset: Int) {
            while pageStarts.count <= page { pageStarts.append(offset) }
        }
        for paragraph in paragraphs {
            if let table = paragraph.table {
                for (page, offset) in write(table, of: paragraph, to: &writer) { open(page, at: offset) }
                continue
            }
            let before = writer.count
            switch paragraph.kind {
            case .heading(let level): writer.write(heading: paragraph.text, level: level)
            case .prose, .table: writer.write(paragraph.text, isItem: PDFLine.opensItem(paragraph.text))
            }
            guard let start = writer.blocks.last?.range.lowerBound, writer.count > before else { continue }
            open(paragraph.page, at: start)
            for later in paragraph.laterPages { open(later.page, at: start + later.offset) }
        }
        open(pageCount - 1, at: writer.count)
        return (SourceText(writer.text, pageStarts: pageStarts), writer.blocks)
    }

    /// Writes a table. Returns its pages, each with the offset of its first row.
    private static func write(
        _ table: PDFTable,
        of paragraph: PDFParagraph,
        to writer: inout BlockWriter
    ) -> [(page: Int, offset: Int)] {
        let first = writer.blocks.count
        writer.write(table.data)
        guard first < writer.blocks.count else { return [] }
        var pages = [(paragraph.page, writer.blocks[first].range.lowerBound)]
        guard !paragraph.laterPages.isEmpty,
            let block = writer.blocks[first...].first(where: { if case .table = $0.kind { true } else { false } }),
            case .table(let headerEnd) = block.kind
        else { return pages }
        let text = writer.text.utf8
        var offset = headerEnd
        var row = table.headerRows
        for later in paragraph.laterPages {
            let start = text.index(text.startIndex, offsetBy: offset)
            for byte in text[start...] where row < later.offset {
                offset += 1
                if byte == .lineFeed { row += 1 }
            }
            pages.append((later.page, min(offset, block.range.upperBound)))
        }
        return pages
    }

    /// Returns the title of the metadata, unless a program generated it.
    private static func title(_ title: String?) -> String? {
        guard var title = title.map({ $0[...].trimmingBlanks() }), !title.isEmpty else { return nil }
        for prefix in ["Microsoft Word - ", "Microsoft PowerPoint - ", "Microsoft Excel - "]
        where title.hasPrefix(prefix) { title = title.dropFirst(prefix.count) }
        let lower = title.lowercased()
        let isFile = [
            ".doc", ".docx", ".wps", ".ppt", ".pptx", ".xls", ".xlsx", ".indd", ".tex", ".dvi", ".pdf", ".odt",
        ]
        .contains { lower.hasSuffix($0) }
        let isEmpty = ["untitled", "(anonymous)", "(unspecified)", "无标题", "未命名", "document"].contains {
            lower.hasPrefix($0) && lower.count < 14
        }
        return isFile || isEmpty || !title.contains { $0.isLetter } ? nil : String(title)
    }

    /// Returns the heading of the highest level on the first two pages, if no other one in the document has its
    /// level: of several chapters, none names the document.
    private static func largestHeading(in paragraphs: [PDFParagraph]) -> String? {
        let headings = paragraphs.compactMap { paragraph in
            if case .heading(let level) = paragraph.kind { (level, paragraph.page, paragraph.text) } else { nil }
        }
        guard let first = headings.min(by: { $0.0 < $1.0 }), first.1 < 2,
            headings.count(where: { $0.0 == first.0 }) == 1
        else { return nil }
        return first.2.replacing("\n", with: " ")
    }
}
