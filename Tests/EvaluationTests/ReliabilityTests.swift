import Evaluation
import Testing

@Suite("Reliability") struct ReliabilityTests {
    private func outcomes(_ certainty: Double, right: Int, of count: Int) -> [Reliability.Outcome] {
        (0..<count).map { Reliability.Outcome(certainty: certainty, isRight: $0 < right) }
    }

    @Test("a certainty of .9 that is right nine times in ten has no error")
    func perfect() {
        let reliability = Reliability(outcomes(0.9, right: 90, of: 100) + outcomes(0.25, right: 25, of: 100))
        #expect(reliability.expectedError < 1e-9)
    }

    @Test("the error is the distance of certainty and share, weighted by the number of answers")
    func weighted() {
        // 75 answers are .4 too certain, 25 are .1 not certain enough.
        let reliability = Reliability(outcomes(0.8, right: 30, of: 75) + outcomes(0.5, right: 15, of: 25))
        #expect(abs(reliability.expectedError - (0.75 * 0.4 + 0.25 * 0.1)) < 1e-9)
    }

    @Test("a certainty of 1 falls into the last bin, and no outcomes have no error")
    func ends() {
        #expect(Reliability(outcomes(1, right: 4, of: 4) + outcomes(0, right: 0, of: 4)).expectedError == 0)
        #expect(Reliability([Reliability.Outcome]()).expectedError == 0)
    }

    @Test("the picture has a dot for each bin, the error and the escaped title")
    func picture() {
        let picture = Reliability(outcomes(0.9, right: 5, of: 10) + outcomes(0.1, right: 1, of: 10))
            .picture(title: "a < b")
        #expect(picture.split(separator: "<circle").count == 3)
        #expect(picture.contains("error 0.200, 20 questions"))
        #expect(picture.contains("a &lt; b"))
        #expect(picture.hasPrefix("<svg") && picture.hasSuffix("</svg>\n"))
    }
}
