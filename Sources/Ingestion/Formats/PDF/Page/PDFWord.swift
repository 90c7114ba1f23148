import Foundation
import RAGCore

/// A word with its bounding box, in points from the top left corner of the page.
struct PDFWord: Sendable {
    let text: String
    let xMin: Double
    let xMax: Double
    let yMin: Double
    let yMax: Double

    /// Reads a `<word>` element. Returns nil for a word without text or with an impossible place.
    init?(_ node: XMLTree.Node) {
        guard let xMin = node["xMin"].flatMap(Double.init), let xMax = node["xMax"].flatMap(Double.init),
            let yMin = node["yMin"].flatMap(Double.init), let yMax = node["yMax"].flatMap(Double.init),
            [xMin, xMax, yMin, yMax].allSatisfy({ abs($0) < 1_000_000 })
        else { return nil }
        let text = Self.spelledOut(node.text)
        guard !text.isEmpty else { return nil }
        (self.text, self.xMin, self.xMax, self.yMin, self.yMax) = (text, xMin, xMax, yMin, yMax)
    }

    /// Creates a word that poppler did not report, such as the mark of a check box.
    init(_ text: String, x: ClosedRange<Double>, y: ClosedRange<Double>) {
        self.text = text
        (xMin, xMax, yMin, yMax) = (x.lowerBound, x.upperBound, y.lowerBound, y.upperBound)
    }

    var isWide: Bool { text.unicodeScalars.contains(where: \.isWide) }
    var height: Double { yMax - yMin }
    var xMiddle: Double { (xMin + xMax) / 2 }
    var yMiddle: Double { (yMin + yMax) / 2 }

    /// Returns whether a space belongs between a word and this one after it. Words also end where the font changes.
    func isApart(from previous: PDFWord) -> Bool {
        let gap = xMin - previous.xMax
        let em = min(yMax - yMin, previous.yMax - previous.yMin)
        // Curly quotes belong to both scripts, and Chinese fonts put space beside them.
        let ends = [previous.text.unicodeScalars.last, text.unicodeScalars.first].compactMap { $0 }
        let isChinese =
            ends.contains(where: \.isWide) && ends.allSatisfy { $0.isWide || "“”‘’".unicodeScalars.contains($0) }
        // 第三章 保修: the space after a number of a chapter is narrow.
        let isChapter = isChinese && previous.text.hasPrefix("第") && previous.text.last.map("章节條条篇節".contains) ?? false
        return abs(gap) > (isChinese && !isChapter ? 0.75 : 0.08) * em
    }

    /// Returns the words of one line in a row, with a space where there is one on the page.
    static func joined(_ words: [PDFWord]) -> String {
        var text = ""
        var last: PDFWord?
        for word in words {
            if let last, word.isApart(from: last) { text += " " }
            text += word.text
            last = word
        }
        return text
    }

    /// Replaces what fonts use instead of the written characters: ligatures, and radicals that look like Han
    /// characters.
    private static func spelledOut(_ text: String) -> String {
        let isForm: (Unicode.Scalar) -> Bool = {
            (0xFB00...0xFB06).contains($0.value) || (0x2E80...0x2FDF).contains($0.value)
        }
        let text = text[...].trimmingBlanks()
        guard text.unicodeScalars.contains(where: isForm) else { return String(text) }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            result += isForm(scalar) ? String(scalar).precomposedStringWithCompatibilityMapping : String(scalar)
        }
    }
}
