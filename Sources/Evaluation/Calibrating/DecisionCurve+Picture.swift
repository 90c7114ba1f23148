import Foundation

extension DecisionCurve {
    /// The curves as an SVG picture, with a mark where `threshold` stands.
    package func picture(title: String, threshold: Double) -> String {
        var plot = SquarePlot(
            title: title,
            x: "answerable questions declined",
            y: "unanswerable questions declined"
        )
        let colors = ["#1b6ca8", "#d1495b", "#66a182", "#8d6a9f"]
        for (number, kind) in kinds.enumerated() {
            let color = colors[number % colors.count]
            let lost = declinedAnswerable(below: threshold), kept = declined(kind, below: threshold)
            plot.line(line(kind), color: color)
            plot.dot(lost, kept, color: color)
            let name = kind ?? "unanswerable"
            let words = String(format: ": area %.3f, %.0f %% at %.1f %%", area(kind), kept * 100, lost * 100)
            plot.words(name + words, row: number, color: color)
        }
        return plot.svg
    }
}
