import Foundation
import OperatingSystem
import RAGCore

/// Reads the text of PDF files through poppler's `pdftotext`: paragraphs without their line breaks, and headings where
/// the letters are clearly larger, each with its page. Running headers and tables of contents are left out, images of
/// text are not read.
struct PDFReader: DocumentReader {
    let fileExtensions: Set<String> = ["pdf"]
    let recipe = "pdf/1"
    private let tool: String?

    /// `tool` is the path of `pdftotext`, by default the one on `PATH`; nil if it is not installed.
    init(tool: String? = ToolRun.path(of: "pdftotext")) { self.tool = tool }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let text = try PDFText(bytes, tool: tool)
        guard text.pages.contains(where: { !$0.blocks.isEmpty }) else {
            throw ReadingError("is a PDF that holds no text: scanned pages need OCR first")
        }
        let structure = PDFStructure(PDFFurniture.removed(from: text.pages))
        let (source, blocks) = Self.document(of: structure.paragraphs, pageCount: text.pages.count)
        return ReadDocument(
            title: Self.title(text.title) ?? Self.largestHeading(in: structure.paragraphs) ?? name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: blocks
        )
    }

    private static func document(
        of paragraphs: [PDFParagraph],
        pageCount: Int
    ) -> (SourceText, [Block]) {
        var writer = BlockWriter()
        var pageStarts = [0]
        func open(_ page: Int, at offset: Int) {
            while pageStarts.count <= page { pageStarts.append(offset) }
        }
        for paragraph in paragraphs {
            let before = writer.count
            switch paragraph.kind {
            case .heading(let level): writer.write(heading: paragraph.text, level: level)
            case .prose: writer.write(paragraph.text, isItem: PDFParagraph.opensItem(paragraph.text))
            }
            guard let start = writer.blocks.last?.range.lowerBound, writer.count > before else { continue }
            open(paragraph.page, at: start)
            for later in paragraph.laterPages { open(later.page, at: start + later.offset) }
        }
        open(pageCount - 1, at: writer.count)
        return (SourceText(writer.text, pageStarts: pageStarts), writer.blocks)
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
        let isEmpty = ["untitled", "无标题", "未命名", "document"].contains { lower.hasPrefix($0) && lower.count < 14 }
        return isFile || isEmpty || !title.contains { $0.isLetter } ? nil : String(title)
    }

    /// Returns the first heading of the highest level on the first two pages.
    private static func largestHeading(in paragraphs: [PDFParagraph]) -> String? {
        let headings = paragraphs.prefix { $0.page < 2 }.compactMap { paragraph in
            if case .heading(let level) = paragraph.kind { (level, paragraph.text) } else { nil }
        }
        return headings.min { $0.0 < $1.0 }?.1.replacing("\n", with: " ")
    }
}
