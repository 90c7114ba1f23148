import Foundation

/// An SVG picture of shares against shares; both axes run from 0 to 100 %.
struct SquarePlot {
    private var parts: [String] = []
    private static let side = 360.0, left = 56.0, top = 40.0

    /// Creates an empty frame with its texts.
    init(title: String, x: String, y: String) {
        let side = Self.side, left = Self.left, top = Self.top
        parts.append(
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="600" height="460" font-family="sans-serif" font-size="12">
            <rect width="600" height="460" fill="white"/>
            <text x="\(left)" y="24" font-size="14">\(Self.escaped(title))</text>
            <text x="\(left + side / 2)" y="\(top + side + 38)" text-anchor="middle">\(Self.escaped(x))</text>
            <text transform="translate(14,\(top + side / 2)) rotate(-90)" text-anchor="middle">\(Self.escaped(y))</text>
            """
        )
        for tick in 0...5 {
            let share = Double(tick) / 5
            line([(0, share), (1, share)], color: "#ddd", width: 1)
            line([(share, 0), (share, 1)], color: "#ddd", width: 1)
            let height = top + (1 - share) * side, across = left + share * side
            parts.append(
                """
                <text x="\(left - 8)" y="\(height)" text-anchor="end" dy="4">\(tick * 20) %</text>
                <text x="\(across)" y="\(top + side + 18)" text-anchor="middle">\(tick * 20) %</text>
                """
            )
        }
    }

    mutating func line(_ points: [(x: Double, y: Double)], color: String, width: Double = 2) {
        let path = points.map { Self.place($0.x, $0.y) }.joined(separator: " L")
        parts.append("<path d=\"M\(path)\" stroke=\"\(color)\" stroke-width=\"\(width)\" fill=\"none\"/>")
    }

    /// Adds a dot; `radius` is in points.
    mutating func dot(_ x: Double, _ y: Double, radius: Double = 4, color: String) {
        let spot = Self.place(x, y).split(separator: ",")
        parts.append("<circle cx=\"\(spot[0])\" cy=\"\(spot[1])\" r=\"\(radius)\" fill=\"\(color)\"/>")
    }

    /// Adds a text within the frame; `row` 0 is the lowest.
    mutating func words(_ text: String, row: Int, color: String) {
        let x = Self.left + Self.side * 0.42, y = Self.top + Self.side - 20 - Double(row) * 18
        parts.append("<text x=\"\(x)\" y=\"\(y)\" fill=\"\(color)\">\(Self.escaped(text))</text>")
    }

    /// The complete picture.
    var svg: String { parts.joined(separator: "\n") + "\n</svg>\n" }

    private static func place(_ x: Double, _ y: Double) -> String {
        String(format: "%.1f,%.1f", left + x * side, top + (1 - y) * side)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
