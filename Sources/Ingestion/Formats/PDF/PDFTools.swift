import OperatingSystem

/// The programs that read PDF files, each nil if it is not installed. poppler brings all but tesseract.
struct PDFTools: Sendable {
    var pdftotext: String?
    var pdftocairo: String?
    var pdftoppm: String?
    var pdfimages: String?
    var pdftohtml: String?
    var tesseract: Tesseract?

    /// The programs on `PATH`.
    static let installed = PDFTools(
        pdftotext: ToolRun.path(of: "pdftotext"),
        pdftocairo: ToolRun.path(of: "pdftocairo"),
        pdftoppm: ToolRun.path(of: "pdftoppm"),
        pdfimages: ToolRun.path(of: "pdfimages"),
        pdftohtml: ToolRun.path(of: "pdftohtml"),
        tesseract: .installed
    )
}
