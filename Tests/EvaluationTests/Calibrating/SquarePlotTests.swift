import Testing

@testable import Evaluation

@Suite struct SquarePlotTests {
    @Test("0 is at the lower left, 1 at the upper right, and texts are escaped")
    func places() {
        var plot = SquarePlot(title: "a < b", x: "x & y", y: "y")
        plot.line([(0, 0), (1, 1)], color: "red", width: 3)
        plot.dot(0.5, 0.25, radius: 2, color: "blue")
        plot.words("<w>", row: 1, color: "green")
        #expect(
            plot.svg.contains("<path d=\"M56.0,400.0 L416.0,40.0\" stroke=\"red\" stroke-width=\"3.0\" fill=\"none\"/>")
        )
        #expect(plot.svg.contains("<circle cx=\"236.0\" cy=\"310.0\" r=\"2.0\" fill=\"blue\"/>"))
        #expect(plot.svg.contains("y=\"362.0\" fill=\"green\">&lt;w></text>"))
        #expect(plot.svg.contains("a &lt; b") && plot.svg.contains("x &amp; y"))
        #expect(plot.svg.contains(">100 %</text>") && !plot.svg.contains("120 %"))
    }
}
