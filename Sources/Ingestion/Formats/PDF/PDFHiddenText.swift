import Foundation
import OperatingSystem

/// Words of a PDF that no reader sees: white on white, of the invisible kind, on a layer that is off, beside the page,
/// or under a black bar.
///
/// None of these shows in the text that poppler reports, so the pages are painted, and a word is hidden if its place is
/// all of one colour. Words of a scan that an OCR program put over the picture stay, because the picture shows them.
enum PDFHiddenText {
    /// Resolution in dots per inch; lower ones lose small print, higher ones cost time.
    private static let resolution = 48
    /// Pixels to a point.
    private static let scale = Double(resolution) / 72
    /// The least difference, of 255, between a letter and its background that the eye sees.
    private static let leastContrast: UInt8 = 6
    /// Pages that are painted by one run, so that their pixels stay below some megabytes.
    private static let pagesPerRun = 16
    /// Fewest letters and digits next to each other that count: a full stop may fall between the pixels.
    private static let fewestLetters = 3
    /// Share of the document's words above which the fonts are missing on this machine, rather than the words hidden.
    private static let largestShare = 0.5

    /// Removes hidden words from the pages. Returns the number of lines that had any. Nothing is removed where `tools`
    /// lacks `pdftoppm`, or pages take it too long.
    static func remove(from pages: inout [PDFPage], _ bytes: Data, _ tools: PDFTools) -> Int {
        guard let tool = tools.pdftoppm else { return 0 }
        var kept = pages
        var counts = (lines: 0, words: 0, all: 0)
        for start in stride(from: 0, to: pages.count, by: pagesPerRun) {
            let range = start..<min(start + pagesPerRun, pages.count)
            guard pages[range].contains(where: { !$0.blocks.isEmpty }) else { continue }
            for (number, picture) in zip(range, paint(range, of: bytes, tool)) {
                // pdftoppm cuts a turned page at the size that it has before its turn.
                let size = (pages[number].width * scale, pages[number].height * scale)
                guard abs(Double(picture.width) - size.0) < 2, abs(Double(picture.height) - size.1) < 2 else {
                    continue
                }
                let page = PaintedPage(picture: picture, scale: scale)
                counts.all += pages[number].lines.lazy.map(\.words.count).reduce(0, +)
                kept[number].replaceLines { line in
                    let seen = page.seenWords(of: line, fewestLetters: fewestLetters, leastContrast: leastContrast)
                    guard seen.count < line.words.count else { return line }
                    counts.lines += 1
                    counts.words += line.words.count - seen.count
                    return PDFLine(seen)
                }
            }
        }
        guard counts.words > 0, Double(counts.words) <= Double(counts.all) * largestShare else { return 0 }
        pages = kept
        return counts.lines
    }

    private static func paint(_ pages: Range<Int>, of bytes: Data, _ tool: String) -> [GrayPicture] {
        let arguments = [
            "-q", "-r", "\(resolution)", "-gray", "-f", "\(pages.lowerBound + 1)", "-l", "\(pages.upperBound)", "-",
        ]
        let run = try? ToolRun(tool, arguments, input: bytes, limits: .init(seconds: 30))
        guard let run, run.end == .exited(code: 0) else { return [] }
        let pictures = GrayPicture.pictures(pgm: [UInt8](run.output))
        // A page that is left out would shift those behind it.
        return pictures.count == pages.count ? pictures : []
    }
}

/// A page and what a reader sees of it.
private struct PaintedPage {
    let picture: GrayPicture
    /// Pixels to a point.
    let scale: Double

    /// Returns the words of a line without those that are hidden, where these have enough letters together.
    func seenWords(of line: PDFLine, fewestLetters: Int, leastContrast: UInt8) -> [PDFWord] {
        let hidden = line.words.map { contrast(behind: $0) < leastContrast }
        guard hidden.contains(true) else { return line.words }
        var seen: [PDFWord] = []
        var index = 0
        while index < hidden.count {
            let end = hidden[index...].firstIndex { $0 != hidden[index] } ?? hidden.count
            let words = line.words[index..<end]
            let letters = words.lazy.map { $0.text.count { $0.isLetter || $0.isNumber } }.reduce(0, +)
            if !hidden[index] || letters < fewestLetters { seen += words }
            index = end
        }
        return seen
    }

    private func contrast(behind word: PDFWord) -> UInt8 {
        func pixels(_ lower: Double, _ upper: Double) -> Range<Int> {
            let first = Int((lower * scale).rounded(.down))
            return first..<max(first + 1, Int((upper * scale).rounded(.up)))
        }
        return picture.contrast(x: pixels(word.xMin, word.xMax), y: pixels(word.yMin, word.yMax))
    }
}
