import Testing

@testable import Evaluation

@Suite struct DecisionCurveTests {
    @Test("a curve has an area and shares for each kind, and its picture escapes their names")
    func curve() {
        let points =
            [(0.9, true, nil), (0.4, true, nil), (0.5, false, "<b>"), (0.1, false, "<b>")] as [(Double, Bool, String?)]
        let curve = DecisionCurve(points.map { DecisionCurve.Point(confidence: $0.0, isAnswerable: $0.1, kind: $0.2) })
        #expect(curve.area("<b>") == 0.75)
        #expect(curve.declined("<b>", below: 0.45) == 0.5)
        #expect(curve.declinedAnswerable(below: 0.45) == 0.5)
        #expect(curve.threshold(decliningAnswerable: 0.5) == 0.9)
        let picture = curve.picture(title: "a & b", threshold: 0.45)
        #expect(picture.contains("&lt;b>") && picture.contains("a &amp; b") && !picture.contains("<b>"))
    }

    private func curve(_ points: (Double, Bool, String?)...) -> DecisionCurve {
        DecisionCurve(points.map { DecisionCurve.Point(confidence: $0.0, isAnswerable: $0.1, kind: $0.2) })
    }

    @Test("only confidences below the threshold are declined")
    func threshold() {
        let curve = curve((0.2, true, nil), (0.4, true, nil), (0.6, true, nil), (0.8, true, nil), (0.5, false, "far"))
        #expect(curve.declinedAnswerable(below: 0.4) == 0.25)
        #expect(curve.declined("far", below: 0.5) == 0 && curve.declined("far", below: 0.51) == 1)
        #expect(curve.declined("near", below: 1) == 0)
        #expect(curve.threshold(decliningAnswerable: 0) == 0.2)
        #expect(curve.threshold(decliningAnswerable: 0.49) == 0.4)
        #expect(curve.threshold(decliningAnswerable: 1) == 0.8)
    }

    @Test("kinds are those of unanswerable questions, in alphabetical order")
    func kinds() {
        #expect(curve((1, true, "x"), (0, false, "b"), (0, false, nil), (0, false, "a")).kinds == [nil, "a", "b"])
    }

    @Test("the area counts pairs, ties half, and is 0 without a pair")
    func area() {
        #expect(curve((0.5, true, nil), (0.5, false, nil)).area(nil) == 0.5)
        #expect(curve((0.4, true, nil), (0.5, false, nil)).area(nil) == 0)
        #expect(curve((0.6, true, nil), (0.5, false, "a")).area("a") == 1)
        #expect(curve((0.6, true, nil)).area(nil) == 0 && curve((0.6, false, nil)).area(nil) == 0)
        #expect(curve().threshold(decliningAnswerable: 0.5) == 0)
    }

    @Test("the line runs from nothing declined to all")
    func line() {
        let line = curve((0.3, true, nil), (0.2, false, nil)).line(nil)
        #expect(line.map(\.x) == [0, 0, 0, 1] && line.map(\.y) == [0, 0, 1, 1])
    }
}
