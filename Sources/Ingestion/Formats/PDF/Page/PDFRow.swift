/// The words of a page that stand on the same height, from left to right.
struct PDFRow: Sendable {
    /// Words with ordinary spaces between them.
    struct Segment: Sendable {
        fileprivate(set) var words: [PDFWord]
        fileprivate(set) var xMin: Double
        fileprivate(set) var xMax: Double

        var text: String { PDFWord.joined(words) }
        var yMin: Double { words.lazy.map(\.yMin).min() ?? 0 }
        var yMax: Double { words.lazy.map(\.yMax).max() ?? 0 }
    }

    private(set) var segments: [Segment]
    let yMin: Double
    let yMax: Double
    /// Height of its tallest word.
    let height: Double

    /// Space between two words of a segment, as a share of their height; a wider one separates segments.
    static let space = 0.34

    private init(_ words: [PDFWord]) {
        let words = words.sorted { $0.xMin < $1.xMin }
        yMin = words.lazy.map(\.yMin).min() ?? 0
        yMax = words.lazy.map(\.yMax).max() ?? 0
        height = words.lazy.map(\.height).max() ?? 0
        segments = []
        for word in words {
            if let last = segments.last?.words.last, let end = segments.last?.xMax,
                word.xMin - end <= Self.space * min(last.height, word.height)
            {
                segments[segments.count - 1].words.append(word)
                segments[segments.count - 1].xMax = max(end, word.xMax)
            } else {
                segments.append(Segment(words: [word], xMin: word.xMin, xMax: word.xMax))
            }
        }
    }

    /// Groups words by their height on the page, from top to bottom.
    static func rows(of words: [PDFWord]) -> [PDFRow] {
        let ordered = words.sorted { ($0.yMiddle, $0.xMin) < ($1.yMiddle, $1.xMin) }
        var rows: [PDFRow] = []
        var open: [PDFWord] = []
        var sum = 0.0
        for word in ordered {
            if let last = open.last, word.yMiddle - sum / Double(open.count) > 0.35 * min(last.height, word.height) {
                rows.append(PDFRow(open))
                (open, sum) = ([], 0)
            }
            open.append(word)
            sum += word.yMiddle
        }
        if !open.isEmpty { rows.append(PDFRow(open)) }
        return rows
    }

    var yMiddle: Double { (yMin + yMax) / 2 }

    /// Whether it has a gap that is wider than those of prose, in which other fonts and justified lines make some too.
    var hasWideGap: Bool {
        zip(segments, segments.dropFirst()).contains { $1.xMin - $0.xMax > height * 0.7 }
    }

    /// Whether it has a gap that is wide enough to separate columns.
    var hasColumns: Bool { segments.count > 1 }
}
