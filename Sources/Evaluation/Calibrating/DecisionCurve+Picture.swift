import Foundation

extension DecisionCurve {
    /// The curves as an SVG picture, with a mark where `threshold` stands.
    package func picture(title: String, threshold: Double) -> String {
        let side = 360.0, left = 56.0, top = 40.0
        func place(_ x: Double, _ y: Double) -> String {
            String(format: "%.1f,%.1f", left + x * side, top + (1 - y) * side)
        }
        var parts = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="600" height="460" font-family="sans-serif" font-size="12">
            <rect width="600" height="460" fill="white"/>
            <text x="\(left)" y="24" font-size="14">\(Self.escaped(title))</text>
            """
        ]
        for tick in 0...5 {
            let share = Double(tick) / 5
            let from = place(0, share).split(separator: ","), below = place(share, 0).split(separator: ",")
            parts.append(
                """
                <path d="M\(place(0, share)) L\(place(1, share)) M\(place(share, 0)) L\(place(share, 1))" stroke="#ddd" fill="none"/>
                <text x="\(left - 8)" y="\(from[1])" text-anchor="end" dy="4">\(tick * 20) %</text>
                <text x="\(below[0])" y="\(top + side + 18)" text-anchor="middle">\(tick * 20) %</text>
                """
            )
        }
        let colors = ["#1b6ca8", "#d1495b", "#66a182", "#8d6a9f"]
        for (number, kind) in kinds.enumerated() {
            let color = colors[number % colors.count]
            let mark = (declinedAnswerable(below: threshold), declined(kind, below: threshold))
            let spot = place(mark.0, mark.1).split(separator: ",")
            let path = line(kind).map { place($0.x, $0.y) }.joined(separator: " L")
            let words = String(
                format: "%@: area %.3f, %.0f %% at %.1f %%",
                kind ?? "unanswerable",
                area(kind),
                mark.1 * 100,
                mark.0 * 100
            )
            parts.append(
                """
                <path d="M\(path)" stroke="\(color)" stroke-width="2" fill="none"/>
                <circle cx="\(spot[0])" cy="\(spot[1])" r="4" fill="\(color)"/>
                <text x="\(left + side * 0.42)" y="\(top + side - 20 - Double(number) * 18)" fill="\(color)">\(Self.escaped(words))</text>
                """
            )
        }
        parts.append(
            """
            <text x="\(left + side / 2)" y="\(top + side + 38)" text-anchor="middle">answerable questions declined</text>
            <text transform="translate(14,\(top + side / 2)) rotate(-90)" text-anchor="middle">unanswerable questions declined</text>
            </svg>
            """
        )
        return parts.joined(separator: "\n") + "\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
