import Foundation
import OperatingSystem

/// The pages of a PDF that are pictures of text.
struct PDFScan: Sendable {
    /// Pages with the text that was read from their pictures, by index.
    private(set) var pages: [Int: PDFPage] = [:]
    private(set) var notes: [String] = []

    /// Resolution for reading, in dots per inch.
    private static let resolution = 200
    /// Most pages of one document that are read; each takes some seconds.
    private static let mostPages = 300
    /// Mean confidence below which people should look at the text.
    private static let doubtful = 70.0

    /// Reads the pages of `empty`, counted from 0, which have no text. Blank ones are left out without a note.
    init(_ bytes: Data, empty: [Int], tools: PDFTools) {
        let pictures = Self.pagesWithPictures(bytes, tools)
        let scanned = empty.filter { pictures?.contains($0 + 1) ?? true }
        guard !scanned.isEmpty else { return }
        guard let tesseract = tools.tesseract, let renderer = tools.pdftoppm else {
            let missing = tools.tesseract == nil ? "tesseract" : "poppler-utils"
            notes.append(
                "\(Self.list(scanned)) no text; install \(missing) to read scanned pages (scripts/setup --ocr)"
            )
            return
        }
        var unread: [Int] = Array(scanned.dropFirst(Self.mostPages))
        var doubtful: [Int] = []
        for page in scanned.prefix(Self.mostPages) {
            if Task.isCancelled { return }
            guard let picture = Self.picture(of: page, in: bytes, renderer), let text = try? tesseract.read(picture),
                let blocks = text.pages.first, let size = text.sizes.first, !blocks.isEmpty
            else {
                unread.append(page)
                continue
            }
            let scale = 72 / Double(Self.resolution)
            pages[page] = PDFPage(blocks, width: size.width, height: size.height, scale: scale)
            if text.confidence < Self.doubtful { doubtful.append(page) }
        }
        let read = pages.keys.sorted()
        if !read.isEmpty { notes.append("\(Self.list(read, verb: "was", "were")) read by OCR") }
        if !doubtful.isEmpty {
            notes.append("\(Self.list(doubtful, verb: "was", "were")) hard to read; check the text")
        }
        if !unread.isEmpty { notes.append("\(Self.list(unread.sorted())) no text that OCR can read") }
    }

    /// Returns the numbers of the pages with pictures, counted from 1, or nil if that is not known.
    private static func pagesWithPictures(_ bytes: Data, _ tools: PDFTools) -> Set<Int>? {
        guard let tool = tools.pdfimages,
            let run = try? ToolRun(tool, ["-list", "-"], input: bytes, limits: .init(seconds: 30)),
            run.end == .exited(code: 0)
        else { return nil }
        let rows = String(decoding: run.output, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst(2)
        return Set(rows.compactMap { row in row.split(separator: " ").first.flatMap { Int($0) } })
    }

    private static func picture(of page: Int, in bytes: Data, _ renderer: String) -> Data? {
        let arguments = ["-r", "\(resolution)", "-gray", "-png", "-f", "\(page + 1)", "-l", "\(page + 1)", "-"]
        let run = try? ToolRun(renderer, arguments, input: bytes)
        return run?.end == .exited(code: 0) ? run?.output : nil
    }

    /// Returns a subject and its verb for a sentence: `page 2 has`, `pages 2, 4 to 7 have`. Numbers count from 0.
    static func list(_ pages: [Int], verb: String = "has", _ plural: String = "have") -> String {
        var ranges: [ClosedRange<Int>] = []
        for page in pages {
            if let last = ranges.last, last.upperBound == page - 1 {
                ranges[ranges.count - 1] = last.lowerBound...page
            } else {
                ranges.append(page...page)
            }
        }
        let names = ranges.map { range in
            range.count > 1 ? "\(range.lowerBound + 1) to \(range.upperBound + 1)" : "\(range.lowerBound + 1)"
        }
        return
            "\(pages.count > 1 ? "pages" : "page") \(names.joined(separator: ", ")) \(pages.count > 1 ? plural : verb)"
    }
}
