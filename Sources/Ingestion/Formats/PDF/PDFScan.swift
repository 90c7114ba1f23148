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
    /// Text of a page below which it may be a stamp on a scan, in UTF-8 bytes, and the share of the page that the
    /// picture must cover then.
    private static let fewestBytes = 60
    private static let smallestShare = 0.5
    /// Mean confidence below which people should look at the text.
    private static let doubtful = 70.0

    /// Reads those of `pages` that are scanned: without text, or with a few words over a picture of the page. Blank
    /// ones are left out without a note.
    init(_ bytes: Data, pages all: [PDFPage], tools: PDFTools) {
        let sparse = all.indices.filter { all[$0].lines.map(\.text.utf8.count).reduce(0, +) < Self.fewestBytes }
        guard !sparse.isEmpty else { return }
        let shares = Self.sharesOfPictures(bytes, all, tools)
        let scanned = sparse.filter { page in
            let least = all[page].blocks.isEmpty ? 0.01 : Self.smallestShare
            return shares.map { $0[page + 1] ?? 0 >= least } ?? all[page].blocks.isEmpty
        }
        guard !scanned.isEmpty else { return }
        guard let tesseract = tools.tesseract, let renderer = tools.pdftoppm else {
            let missing = tools.tesseract == nil ? "tesseract" : "poppler-utils"
            let empty = scanned.filter { all[$0].blocks.isEmpty }
            let stamped = scanned.filter { !all[$0].blocks.isEmpty }
            let advice = "install \(missing) to read scanned pages (scripts/setup --ocr)"
            if !empty.isEmpty { notes.append("\(Self.list(empty)) no text; \(advice)") }
            if !stamped.isEmpty { notes.append("\(Self.list(stamped)) hardly any text over a picture; \(advice)") }
            return
        }
        var unread: [Int] = []
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
        if !unread.isEmpty { notes.append("\(Self.list(unread)) no text that OCR can read") }
        let rest = Array(scanned.dropFirst(Self.mostPages))
        if !rest.isEmpty {
            notes.append(
                "\(Self.list(rest, verb: "was", "were")) not read: OCR reads \(Self.mostPages) pages of a document"
            )
        }
    }

    /// Returns the share of the page that its largest picture covers, by number of the page from 1, or nil if that is
    /// not known.
    private static func sharesOfPictures(_ bytes: Data, _ all: [PDFPage], _ tools: PDFTools) -> [Int: Double]? {
        guard let tool = tools.pdfimages,
            let run = try? ToolRun(tool, ["-list", "-"], input: bytes, limits: .init(seconds: 30)),
            run.end == .exited(code: 0)
        else { return nil }
        var shares: [Int: Double] = [:]
        for row in String(decoding: run.output, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst(2) {
            // page, number, type, width, height, colour, components, bits, encoding, interpolation, object, id, x ppi,
            // y ppi, …
            let fields = row.split(separator: " ")
            guard fields.count > 13, let page = Int(fields[0]), all.indices.contains(page - 1),
                let width = Double(fields[3]), let height = Double(fields[4]),
                let x = Double(fields[12]), let y = Double(fields[13]), x > 0, y > 0
            else { continue }
            let area = max(all[page - 1].width * all[page - 1].height, 1)
            shares[page] = max(shares[page] ?? 0, (width / x) * (height / y) * 72 * 72 / area)
        }
        return shares
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
