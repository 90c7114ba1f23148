import Foundation
import RAGCore

/// A line of a page.
struct PDFLine: Sendable {
    /// The letters of one kind in a line.
    struct Letters: Sendable, Hashable {
        /// Height of most of them in points. It grows with the font size and differs between fonts.
        let height: Double
        let count: Int
    }

    private(set) var text: String
    private(set) var xMin: Double
    let xMax: Double
    let yMin: Double
    let yMax: Double
    /// Letters as wide as Han characters, and all others, whose fonts differ. nil if the line has none.
    let wide: Letters?
    let other: Letters?
    /// Width of its first word in points.
    private(set) var firstWordWidth: Double
    /// Whether the line contained dot leaders to a page number.
    private(set) var hasLeader = false
    /// Whether it is a field of a form with its value, which is a paragraph of its own.
    var isField = false

    /// The words from left to right.
    private(set) var words: [PDFWord]

    /// Reads a `<line>` element. Returns nil for a line without text.
    init?(_ node: XMLTree.Node) { self.init(node.children("word").compactMap(PDFWord.init)) }

    /// Creates a line of words in reading order. Returns nil if there are none.
    init?(_ words: [PDFWord]) {
        guard let first = words.first else { return nil }
        self.words = words
        (text, hasLeader) = Self.collapsingLeader(PDFWord.joined(words))
        xMin = words.lazy.map(\.xMin).min() ?? 0
        xMax = words.lazy.map(\.xMax).max() ?? 0
        yMin = words.lazy.map(\.yMin).min() ?? 0
        yMax = words.lazy.map(\.yMax).max() ?? 0
        wide = Letters(words.filter(\.isWide))
        other = Letters(words.filter { !$0.isWide })
        firstWordWidth = first.xMax - first.xMin
    }

    var yMiddle: Double { (yMin + yMax) / 2 }

    /// Height of the letters that matter most, in points. Two wide characters are enough, because Chinese fonts are
    /// alike.
    var height: Double { main.height }

    /// Whether the letters that matter most are wide.
    var isWide: Bool { wide.map { $0.count > 1 || other == nil } ?? false }

    private var main: Letters { (isWide ? wide : other) ?? wide ?? Letters(height: 0, count: 0) }

    /// Whether the line is only a bullet, or only the number of a section or an item.
    var isLabel: Bool {
        guard text.utf8.count <= 12 else { return false }
        let scalars = text.unicodeScalars
        if scalars.count == 1, let first = scalars.first { return "•·●○■□◆▪▸–-*".unicodeScalars.contains(first) }
        guard scalars.contains(where: { ("0"..."9").contains($0) }) else { return false }
        return scalars.allSatisfy { ("0"..."9").contains($0) || ".)(）（、".unicodeScalars.contains($0) }
            && scalars.contains { !("0"..."9").contains($0) }
    }

    /// Returns whether both lines are on the same row.
    func isOnRow(of other: PDFLine) -> Bool {
        let overlap = min(yMax, other.yMax) - max(yMin, other.yMin)
        return overlap > 0.6 * min(yMax - yMin, other.yMax - other.yMin)
    }

    mutating func prepend(_ label: PDFLine) {
        text = label.text + " " + text
        xMin = label.xMin
        words = label.words + words
        firstWordWidth = label.xMax - label.xMin
    }

    /// Returns the text with ` … ` for four or more dots in a row, and whether there were any.
    private static func collapsingLeader(_ text: String) -> (String, Bool) {
        var result = ""
        var hasLeader = false
        var run = ""
        func dots() -> Int { run.count { $0 != " " } }
        func flush() {
            if dots() >= 4 {
                hasLeader = true
                result += " … "
            } else {
                result += run
            }
            run = ""
        }
        for character in text {
            if character == "." || character == "·" || character == "…" || character == " " {
                run.append(character)
            } else {
                flush()
                result.append(character)
            }
        }
        flush()
        return (hasLeader ? String(result[...].trimmingBlanks()) : text, hasLeader)
    }
}

extension PDFLine.Letters {
    /// Returns nil if there are no words.
    fileprivate init?(_ words: [PDFWord]) {
        guard !words.isEmpty else { return nil }
        var counts: [Int: Int] = [:]
        for word in words { counts[Int((word.yMax - word.yMin) * 10), default: 0] += word.text.unicodeScalars.count }
        height = Double(counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0) / 10
        count = counts.values.reduce(0, +)
    }
}
