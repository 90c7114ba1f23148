import Foundation
import OperatingSystem

/// The lines and areas that a page draws, in points from the top left corner: the rules of tables, shaded cells, check
/// boxes. Letters and curves are left out.
struct PDFDrawing: Sendable {
    /// A horizontal or vertical line.
    struct Rule: Sendable, Hashable {
        /// Place across the line: y of a horizontal line, x of a vertical one.
        let place: Double
        let lower: Double
        let upper: Double

        var length: Double { upper - lower }

        /// Returns whether the line passes `position`, with a tolerance of some points.
        func covers(_ position: Double, tolerance: Double = 0) -> Bool {
            lower - tolerance <= position && position <= upper + tolerance
        }
    }

    /// The bounding box of something drawn.
    struct Box: Sendable, Hashable {
        let x: ClosedRange<Double>
        let y: ClosedRange<Double>
        let isFilled: Bool
        /// Whether it has only horizontal and vertical sides.
        var isStraight = true

        var xMiddle: Double { (x.lowerBound + x.upperBound) / 2 }
        var yMiddle: Double { (y.lowerBound + y.upperBound) / 2 }
        var width: Double { x.upperBound - x.lowerBound }
        var height: Double { y.upperBound - y.lowerBound }

        func contains(_ word: PDFWord) -> Bool { x.contains(word.xMiddle) && y.contains(word.yMiddle) }
    }

    private(set) var horizontal: [Rule] = []
    private(set) var vertical: [Rule] = []
    /// Upper and lower edges of shaded areas.
    private(set) var shadeEdges: [Rule] = []
    /// Shaded areas.
    private(set) var shades: [Box] = []
    /// Outlines and areas that are smaller than three lines of text and no lines, such as check boxes and their marks.
    private(set) var marks: [Box] = []

    /// Lines thicker than this are areas; shorter ones are marks.
    private static let thickest = 3.0
    private static let shortest = 6.0
    private static let largestMark = 30.0
    /// Most lines of a page; a drawing of a house has more and is no table.
    private static let mostRules = 4_000

    /// Reads the lines of one page of `pdftocairo -svg`.
    init(svg lines: some Sequence<Substring.UTF8View>) {
        for line in lines {
            guard let element = SVGElement(line) else { continue }
            for path in element.subpaths { add(path, isFilled: element.isFilled) }
            if horizontal.count + vertical.count + shades.count > Self.mostRules { break }
        }
        if horizontal.count + vertical.count + shades.count > Self.mostRules {
            (horizontal, vertical, shadeEdges, shades) = ([], [], [], [])
        }
        horizontal = Self.merged(horizontal)
        vertical = Self.merged(vertical)
        shadeEdges = Self.merged(shadeEdges)
    }

    init() {}

    /// Returns the drawing without the upper and lower sides of frames.
    func without(_ frames: [Box]) -> PDFDrawing {
        var drawing = self
        drawing.horizontal.removeAll { rule in
            frames.contains { frame in
                [frame.y.lowerBound, frame.y.upperBound].contains { abs($0 - rule.place) <= 3 }
                    && rule.lower < frame.x.upperBound && rule.upper > frame.x.lowerBound
            }
        }
        return drawing
    }

    private mutating func add(_ path: SVGElement.Subpath, isFilled: Bool) {
        let (x, y) = (path.x, path.y)
        let (width, height) = (x.upperBound - x.lowerBound, y.upperBound - y.lowerBound)
        guard !path.isCurved, path.isStraight else {
            if max(width, height) <= Self.largestMark {
                marks.append(Box(x: x, y: y, isFilled: isFilled, isStraight: false))
            }
            return
        }
        if height <= Self.thickest, width >= Self.shortest {
            let middle = (y.lowerBound + y.upperBound) / 2
            horizontal.append(Rule(place: middle, lower: x.lowerBound, upper: x.upperBound))
        } else if width <= Self.thickest, height >= Self.shortest {
            vertical.append(Rule(place: (x.lowerBound + x.upperBound) / 2, lower: y.lowerBound, upper: y.upperBound))
        } else if max(width, height) <= Self.largestMark, abs(width - height) <= 0.3 * max(width, height) {
            marks.append(Box(x: x, y: y, isFilled: isFilled))
        } else if path.isBox, isFilled {
            shades.append(Box(x: x, y: y, isFilled: true))
            shadeEdges.append(Rule(place: y.lowerBound, lower: x.lowerBound, upper: x.upperBound))
            shadeEdges.append(Rule(place: y.upperBound, lower: x.lowerBound, upper: x.upperBound))
        } else if path.isBox {
            for place in [y.lowerBound, y.upperBound] {
                horizontal.append(Rule(place: place, lower: x.lowerBound, upper: x.upperBound))
            }
            for place in [x.lowerBound, x.upperBound] {
                vertical.append(Rule(place: place, lower: y.lowerBound, upper: y.upperBound))
            }
        }
    }

    /// Joins the pieces of lines: programs draw one for each cell.
    private static func merged(_ rules: [Rule]) -> [Rule] {
        // Lines at the same place first, to two points, then those that touch.
        let ordered = rules.sorted { $0.place < $1.place }
        var result: [Rule] = []
        var first = 0
        while first < ordered.count {
            var end = first + 1
            while end < ordered.count, ordered[end].place - ordered[first].place <= 2 { end += 1 }
            let place = ordered[first..<end].map(\.place).reduce(0, +) / Double(end - first)
            var open: (lower: Double, upper: Double)?
            for rule in ordered[first..<end].sorted(by: { $0.lower < $1.lower }) {
                if let current = open, rule.lower <= current.upper + 3 {
                    open = (current.lower, max(current.upper, rule.upper))
                } else {
                    if let open { result.append(Rule(place: place, lower: open.lower, upper: open.upper)) }
                    open = (rule.lower, rule.upper)
                }
            }
            if let open { result.append(Rule(place: place, lower: open.lower, upper: open.upper)) }
            first = end
        }
        return result
    }
}

extension PDFDrawing {
    /// Returns the drawings of the pages from `first` to `last`, counted from 1; empty ones if `tool`, the path of
    /// `pdftocairo`, is nil or fails, because tables without lines can be found as well.
    static func read(_ bytes: Data, pages: ClosedRange<Int>, tool: String?) -> [PDFDrawing] {
        let empty = Array(repeating: PDFDrawing(), count: pages.count)
        guard let tool else { return empty }
        let arguments = ["-q", "-svg", "-f", "\(pages.lowerBound)", "-l", "\(pages.upperBound)", "-", "-"]
        let limits = ToolRun.Limits(seconds: 30, outputBytes: 60_000_000)
        guard let run = try? ToolRun(tool, arguments, input: bytes, limits: limits), run.end == .exited(code: 0) else {
            return empty
        }
        let text = String(decoding: run.output, as: UTF8.self)
        var drawings: [PDFDrawing] = []
        var lines: [Substring.UTF8View] = []
        for line in text.utf8.split(separator: .lineFeed) {
            if line.starts(with: "<page>".utf8) { lines = [] }
            lines.append(line)
            if line.starts(with: "</page>".utf8) { drawings.append(PDFDrawing(svg: lines)) }
        }
        if drawings.isEmpty { drawings.append(PDFDrawing(svg: lines)) }
        return drawings.count == pages.count ? drawings : empty
    }
}
