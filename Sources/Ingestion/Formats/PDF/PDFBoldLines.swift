import Foundation
import OperatingSystem

/// The lines of a PDF that are bold from end to end, as `pdftohtml` reports them.
struct PDFBoldLines: Sendable {
    /// Texts without blanks, by page.
    private var texts: [Int: Set<String>] = [:]

    /// Most pages of a document that are asked for bold lines, because this takes as long as reading the text.
    private static let mostPages = 60
    /// Share of bold text above which bold says nothing.
    private static let largestShare = 0.35

    init() {}

    /// Returns the bold lines if the document has no headings of larger letters; otherwise they are not needed.
    static func ifNeeded(_ bytes: Data, _ pages: [PDFPage], _ tools: PDFTools) -> PDFBoldLines {
        guard pages.count <= mostPages, let tool = tools.pdftohtml else { return PDFBoldLines() }
        let body = PDFFurniture.bodyHeight(of: pages)
        let large = pages.lazy.flatMap(\.lines).count { $0.height > body * 1.14 }
        guard large * 2 < max(pages.count, 2),
            let run = try? ToolRun(
                tool,
                ["-q", "-xml", "-i", "-stdout", "/dev/stdin"],
                input: bytes,
                limits: .init(seconds: 20)
            ),
            run.end == .exited(code: 0)
        else { return PDFBoldLines() }
        return PDFBoldLines(run.output)
    }

    private init(_ output: Data) {
        var page = -1
        var count = 0
        var bold = 0
        for line in String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline) {
            if line.hasPrefix("<page ") { page += 1 }
            guard line.hasPrefix("<text "), let start = line.firstIndex(of: ">") else { continue }
            let content = line[line.index(after: start)...]
            let text = Self.key(Self.withoutMarkup(content))
            count += text.utf8.count
            guard content.hasPrefix("<b>"), content.hasSuffix("</b></text>") else { continue }
            bold += text.utf8.count
            texts[page, default: []].insert(text)
        }
        if Double(bold) > Double(count) * Self.largestShare { texts = [:] }
    }

    /// Returns whether the line with this text on `page`, counted from 0, is bold.
    func contains(_ text: String, page: Int) -> Bool { texts[page]?.contains(Self.key(text)) ?? false }

    private static func key(_ text: String) -> String { String(text.filter { !$0.isWhitespace }) }

    private static func withoutMarkup(_ text: Substring) -> String {
        var result = ""
        var isTag = false
        for character in text {
            switch character {
            case "<": isTag = true
            case ">": isTag = false
            default: if !isTag { result.append(character) }
            }
        }
        return result.replacing("&amp;", with: "&").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"")
    }
}
