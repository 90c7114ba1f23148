import Foundation
import RAGCore

/// Reads the text in pictures through tesseract: paragraphs, tables, and headings where the letters are clearly larger.
struct PictureReader: DocumentReader {
    let fileExtensions: Set<String> = ["png", "jpg", "jpeg", "tif", "tiff", "webp"]
    var recipe: String { tesseract == nil ? "picture/1" : "picture/1 ocr" }
    private let tesseract: Tesseract?

    /// `tesseract` is nil if it is not installed.
    init(tesseract: Tesseract? = .installed) { self.tesseract = tesseract }

    /// Mean confidence below which people should look at the text.
    private static let doubtful = 70.0

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        guard let tesseract else {
            throw ReadingError(
                "is a picture, which needs tesseract: run scripts/setup --ocr to read the text in pictures",
                kind: .needsTool
            )
        }
        let text = try tesseract.read(bytes)
        var pages = zip(text.pages, text.sizes).map { blocks, size in
            PDFPage(blocks, width: size.width, height: size.height, scale: 1)
        }
        guard pages.contains(where: { !$0.blocks.isEmpty }) else {
            throw ReadingError("is a picture without text that OCR can read", kind: .empty)
        }
        for page in pages.indices { _ = pages[page].rebuildTables(PDFDrawing(), previous: nil) }
        var notes = ["was read by OCR"]
        if text.confidence < Self.doubtful {
            notes = ["was hard to read by OCR (confidence \(Int(text.confidence))%); check the text"]
        }
        return PDFReader.document(PDFStructure(pages), pageCount: pages.count, title: nil, name: name, notes: notes)
    }
}
